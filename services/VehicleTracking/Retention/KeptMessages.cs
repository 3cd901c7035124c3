using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Retention;

/// <summary>What a shard has of a vehicle, as far as it is not had by day.</summary>
/// <param name="Days">UTC days (counted from 1970-01-01) of which there are positions or entries, the newest ones included.</param>
/// <param name="Passages">Passages of its plate whose sections have not timed out.</param>
/// <param name="Held">Passages that wait for a person, because the camera was not sure of its plate.</param>
/// <param name="Lost">Where its plate was lost.</param>
public sealed record KeptView(KeptDays Days, IReadOnlyList<Passage> Passages, IReadOnlyList<Passage> Held, IReadOnlyList<VehicleLost> Lost);

/// <summary>How far the erasing of a vehicle is.</summary>
/// <param name="Vehicle">Id as asked.</param>
/// <param name="Status">One of <see cref="ErasureStatus"/>.</param>
/// <param name="AskedAt">When it was asked for, UTC; null when it never was.</param>
/// <param name="ErasedAt">When it was done, UTC; null before.</param>
/// <param name="Erased">How much is gone.</param>
/// <param name="ViolationsKept">How many violations of its plate stay with their evidence, until they are too old, because the law wants them kept.</param>
public sealed record ErasureView(string Vehicle, string Status, DateTimeOffset? AskedAt, DateTimeOffset? ErasedAt, Erased Erased, int ViolationsKept);

/// <summary>Names on the wire.</summary>
public static class ErasureStatus
{
    /// <summary>There was nothing, and there is no note that there ever was.</summary>
    public const string Nothing = "nothing";

    public const string Erasing = "erasing";

    public const string Erased = "erased";

    /// <summary>Nothing was begun: too many others are being erased.</summary>
    public const string Busy = "busy";
}
