using Fleet.Contracts.VehicleTracking;

namespace Fleet.Simulator.Sending;

/// <summary>What became of a batch.</summary>
/// <param name="Done">True when it need not be sent again.</param>
/// <param name="Accepted">Items that were new.</param>
/// <param name="Duplicates">Items that were known.</param>
/// <param name="Rejected">Items that were refused for good.</param>
/// <param name="Problem">What went wrong; null when nothing did.</param>
public sealed record Delivery(bool Done, int Accepted, int Duplicates, IReadOnlyList<RejectedItem> Rejected, string? Problem)
{
    /// <summary>The gateway took the batch, at least in part.</summary>
    public static Delivery Of(IngestResult? result) => result is null
        ? Failed("empty answer")
        : new Delivery(true, result.Accepted, result.Duplicates, result.Rejected, result.Rejected is [var first, ..] ? $"{first.Param}: {first.Code}: {first.Detail}" : null);

    /// <summary>The gateway refused the batch for what it says.</summary>
    public static Delivery Refused(IReadOnlyList<RejectedItem> items, string problem) => new(true, 0, 0, items, problem);

    /// <summary>Nobody knows whether it arrived: it has to be sent again.</summary>
    public static Delivery Failed(string problem) => new(false, 0, 0, [], problem);
}
