using Fleet.Contracts;

namespace Fleet.VehicleTracking.Retention;

/// <summary>A vehicle of which everything is being erased, and how far that is.</summary>
/// <param name="Vehicle">Id as asked.</param>
/// <param name="AskedMs">When it was asked for, Unix milliseconds.</param>
/// <param name="Erased">How much is gone already.</param>
/// <param name="ViolationsKept">How many violations of its plate stay, because the law wants them kept.</param>
public sealed record ErasureJob(string Vehicle, long AskedMs, Erased Erased, int ViolationsKept);

/// <summary>That everything of a vehicle was erased: not what, and not under its id.</summary>
/// <param name="Subject">See <see cref="SubjectOf"/>.</param>
/// <param name="AskedAt">When it was asked for, UTC.</param>
/// <param name="ErasedAt">When it was done, UTC.</param>
/// <param name="Erased">How much.</param>
/// <param name="ViolationsKept">How many violations of its plate stayed.</param>
public sealed record ErasureRecord(string Subject, DateTimeOffset AskedAt, DateTimeOffset ErasedAt, Erased Erased, int ViolationsKept)
{
    /// <summary>Who asks for a vehicle by its id finds the entry; the entry alone does not tell the id.</summary>
    public static string SubjectOf(string vehicle) => DerivedId.Of("ers", vehicle);
}
