namespace Fleet.VehicleTracking.Retention;

/// <summary>How far a shard has come with a day's pass over what it keeps; a pass that a crash interrupts goes on from here.</summary>
/// <param name="Day">The UTC day whose limits the pass goes by.</param>
/// <param name="After">The last vehicle that was done; empty before the first, null when all were.</param>
/// <param name="IsDone">Whether nothing is left to do on this day.</param>
public sealed record RetentionProgress(long Day, string? After, bool IsDone)
{
    public static RetentionProgress None { get; } = new(KeptSince.EverDay, null, IsDone: true);
}
