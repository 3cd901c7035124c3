using Fleet.FineCollection.Domain.Life;
using Fleet.FineCollection.Fines.Finding;
using Fleet.ServiceDefaults.Indexes;

namespace Fleet.FineCollection.OwnerRequests;

/// <summary>A fine that waits for somebody to find the owner.</summary>
/// <param name="FineId">The fine.</param>
/// <param name="Plate">Normalised number plate.</param>
/// <param name="ViolatedAt">The instant whose owner is wanted, UTC.</param>
/// <param name="DecidedAt">When the fine was set, UTC.</param>
/// <param name="RoadName">Where.</param>
/// <param name="Kind">One of <see cref="OwnerRequestKinds"/>.</param>
/// <param name="Country">Where the vehicle is registered, ISO 3166-1 alpha-2; null when that is not known.</param>
internal sealed record OwnerRequest(
    string FineId, string Plate, DateTimeOffset ViolatedAt, DateTimeOffset DecidedAt, string RoadName, string Kind, string? Country);

/// <summary>Why nobody is known.</summary>
internal static class OwnerRequestKinds
{
    /// <summary>The registry knows no owner of that time.</summary>
    public const string Unknown = "unknown";

    /// <summary>The vehicle is registered abroad.</summary>
    public const string Foreign = "foreign";
}

/// <summary>The list of what waits.</summary>
internal static class Waiting
{
    /// <summary>Fines without a known owner, the latest decided first.</summary>
    public static IndexQuery<FineLine> Query { get; } = new(FineIndex.State(FineStates.OwnerUnknown));
}
