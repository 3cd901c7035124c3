using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Retention;

namespace Fleet.VehicleTracking.Shards;

/// <summary>What a shard keeps beside its vehicles, saved in the transaction of every change.</summary>
/// <param name="Totals">Counters.</param>
/// <param name="Due">Plates to look at when their sections have timed out, by minute.</param>
/// <param name="SweptMinute">Unix minute up to which, inclusive, passages were erased.</param>
/// <param name="Outbox">Events not yet known to be published.</param>
/// <param name="HeldDueMinute">Unix minute in which the first held passage times out; 0 when none is held.</param>
public sealed record ShardState(ShardTotals Totals, DueBook Due, long SweptMinute, Outbox Outbox, long HeldDueMinute = 0)
{
    /// <summary>Vehicles to ask whether anything has come from them, by minute.</summary>
    public DueBook Watch { get; init; } = DueBook.Empty;

    /// <summary>How far the erasing of what is too old has come.</summary>
    public RetentionProgress Retention { get; init; } = RetentionProgress.None;

    /// <summary>Vehicles of which everything is being erased.</summary>
    public IReadOnlyList<ErasureJob> Erasing { get; init; } = [];

    public bool IsErasing(string vehicle)
    {
        // Nearly always there is none, and every position asks.
        for (var index = 0; index < Erasing.Count; index++)
        {
            if (string.Equals(Erasing[index].Vehicle, vehicle, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    public static ShardState Empty { get; } = new(new ShardTotals(), DueBook.Empty, 0, Outbox.Empty);
}

/// <summary>Counters of a shard. Each item counts once, whatever comes twice or crashes.</summary>
public sealed record ShardTotals(
    long PassagesAccepted = 0,
    long PassagesDuplicate = 0,
    long PassagesErased = 0,
    long PositionsAccepted = 0,
    long PositionsDuplicate = 0,
    long Violations = 0,
    long VehiclesLost = 0,
    long PassagesHeld = 0)
{
    /// <summary>Positions that a filter has taken out, by <see cref="Positions.Verdict"/>; empty before the first.</summary>
    public IReadOnlyList<long> Filtered { get; init; } = [];

    /// <summary>Events of vehicles that stand in the journal alone, because they were too old or too many at once.</summary>
    public long AlertsNotPublished { get; init; }

    /// <summary>What was erased because it was too old, or because everything of its vehicle was.</summary>
    public Erased Erased { get; init; } = Erased.None;

    public static ShardTotals operator +(ShardTotals left, ShardTotals right) => new(
        left.PassagesAccepted + right.PassagesAccepted,
        left.PassagesDuplicate + right.PassagesDuplicate,
        left.PassagesErased + right.PassagesErased,
        left.PositionsAccepted + right.PositionsAccepted,
        left.PositionsDuplicate + right.PositionsDuplicate,
        left.Violations + right.Violations,
        left.VehiclesLost + right.VehiclesLost,
        left.PassagesHeld + right.PassagesHeld)
    {
        AlertsNotPublished = left.AlertsNotPublished + right.AlertsNotPublished,
        Erased = left.Erased + right.Erased,
        Filtered = right.Filtered.Count == 0 ? left.Filtered
            : [.. right.Filtered.Select((count, verdict) => count + (verdict < left.Filtered.Count ? left.Filtered[verdict] : 0))],
    };
}

/// <summary>Events of saved changes. They stay until a save after their publication.</summary>
public sealed record Outbox(IReadOnlyList<SpeedingViolation> Violations, IReadOnlyList<VehicleLost> Lost)
{
    /// <summary>A shard whose outbox is so long takes nothing until the broker is back.</summary>
    public const int Full = 2_000;

    public static Outbox Empty { get; } = new([], []);

    /// <summary>What happened to vehicles, and what turned out not to have happened.</summary>
    public IReadOnlyList<VehicleAlert> Alerts { get; init; } = [];

    public int Count => Violations.Count + Lost.Count + Alerts.Count;

    public Outbox Add(IEnumerable<SpeedingViolation> violations, IEnumerable<VehicleLost> lost) =>
        this with { Violations = [.. Violations, .. violations], Lost = [.. Lost, .. lost] };

    public Outbox Add(IReadOnlyCollection<VehicleAlert> alerts) => alerts.Count == 0 ? this : this with { Alerts = [.. Alerts, .. alerts] };

    public Outbox Without(IReadOnlySet<string> published) => published.Count == 0 ? this : this with
    {
        Violations = Violations.Where(item => !published.Contains(item.EventId)).ToList(),
        Lost = Lost.Where(item => !published.Contains(item.EventId)).ToList(),
        Alerts = Alerts.Where(item => !published.Contains(item.EventId)).ToList(),
    };
}
