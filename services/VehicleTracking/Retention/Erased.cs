namespace Fleet.VehicleTracking.Retention;

/// <summary>How much was erased.</summary>
/// <param name="Positions">Positions.</param>
/// <param name="JournalEntries">Trips, stops and events; one that was written again with more in it counts each time.</param>
/// <param name="Passages">Passages of its plate, held ones included.</param>
/// <param name="LostEntries">Entries of its plate in the list of lost vehicles.</param>
/// <param name="Violations">Violations with their evidence.</param>
public sealed record Erased(long Positions = 0, long JournalEntries = 0, long Passages = 0, long LostEntries = 0, long Violations = 0)
{
    public static Erased None { get; } = new();

    public static Erased operator +(Erased left, Erased right) => new(
        left.Positions + right.Positions,
        left.JournalEntries + right.JournalEntries,
        left.Passages + right.Passages,
        left.LostEntries + right.LostEntries,
        left.Violations + right.Violations);
}
