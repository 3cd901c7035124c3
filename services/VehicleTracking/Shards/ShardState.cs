using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Shards;

/// <summary>What a shard keeps beside its vehicles, saved in the transaction of every change.</summary>
/// <param name="Totals">Counters.</param>
/// <param name="Due">Plates to look at when their sections have timed out, by minute.</param>
/// <param name="SweptMinute">Unix minute up to which, inclusive, passages were erased.</param>
/// <param name="Outbox">Events not yet known to be published.</param>
/// <param name="HeldDueMinute">Unix minute in which the first held passage times out; 0 when none is held.</param>
public sealed record ShardState(ShardTotals Totals, DueBook Due, long SweptMinute, Outbox Outbox, long HeldDueMinute = 0)
{
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
    public static ShardTotals operator +(ShardTotals left, ShardTotals right) => new(
        left.PassagesAccepted + right.PassagesAccepted,
        left.PassagesDuplicate + right.PassagesDuplicate,
        left.PassagesErased + right.PassagesErased,
        left.PositionsAccepted + right.PositionsAccepted,
        left.PositionsDuplicate + right.PositionsDuplicate,
        left.Violations + right.Violations,
        left.VehiclesLost + right.VehiclesLost,
        left.PassagesHeld + right.PassagesHeld);
}

/// <summary>Events of saved changes. They stay until a save after their publication.</summary>
public sealed record Outbox(IReadOnlyList<SpeedingViolation> Violations, IReadOnlyList<VehicleLost> Lost)
{
    /// <summary>A shard whose outbox is so long takes no passages until the broker is back.</summary>
    public const int Full = 2_000;

    public static Outbox Empty { get; } = new([], []);

    public int Count => Violations.Count + Lost.Count;

    public Outbox Add(IEnumerable<SpeedingViolation> violations, IEnumerable<VehicleLost> lost) =>
        new([.. Violations, .. violations], [.. Lost, .. lost]);

    public Outbox Without(IReadOnlySet<string> published) => published.Count == 0 ? this : new(
        Violations.Where(item => !published.Contains(item.EventId)).ToList(),
        Lost.Where(item => !published.Contains(item.EventId)).ToList());
}
