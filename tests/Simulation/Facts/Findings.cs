using Fleet.Contracts.FineCollection;
using Fleet.Contracts.VehicleTracking;
using Fleet.FineCollection.Domain;
using Fleet.Notification.Domain;
using Fleet.Tests.Simulation.World;

namespace Fleet.Tests.Simulation.Facts;

/// <summary>A fine as <c>GET /v1/fines/{id}</c> tells of it.</summary>
internal sealed record FineSeen(
    string Id, string State, ViolationSummary Violation, string? OwnerId, DateTimeOffset DecidedAt, Money? Due, DateOnly? DueDate, IReadOnlyList<Posting> Ledger);

/// <summary>All that is known at the end of a run: by those outside, and by asking the services.</summary>
internal sealed record Findings
{
    /// <summary>As if nothing had happened.</summary>
    public static Findings Nothing { get; } = new();

    /// <summary>Positions that were sent, and whether each was answered 2xx.</summary>
    public IReadOnlyDictionary<(string Vehicle, long InstantMs), bool> Positions { get; init; } = new Dictionary<(string Vehicle, long InstantMs), bool>();

    /// <summary>Good items that were refused.</summary>
    public IReadOnlyCollection<string> Refusals { get; init; } = [];

    /// <summary>The history: instants of each vehicle, as often as they are in it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<long>> Tracks { get; init; } = new Dictionary<string, IReadOnlyList<long>>();

    /// <summary>Violations that follow from the passages that were answered 2xx.</summary>
    public IReadOnlySet<string> Violations { get; init; } = new HashSet<string>();

    /// <summary>Violations that vehicle-tracking has counted.</summary>
    public long ViolationsCounted { get; init; }

    /// <summary>Events that vehicle-tracking has not published yet.</summary>
    public long EventsPending { get; init; }

    /// <summary>Vehicles that never left, by plate and camera.</summary>
    public IReadOnlySet<(string Plate, string Camera)> LostInTruth { get; init; } = new HashSet<(string Plate, string Camera)>();

    /// <summary>Vehicles that vehicle-tracking lists as lost.</summary>
    public IReadOnlyList<VehicleLost> Lost { get; init; } = [];

    /// <summary>Ids in the list of fines, as often as they are in it.</summary>
    public IReadOnlyList<string> FinesListed { get; init; } = [];

    /// <summary>The fines.</summary>
    public IReadOnlyList<FineSeen> Fines { get; init; } = [];

    /// <summary>Violations that fine-collection keeps as dead letters.</summary>
    public IReadOnlySet<string> DeadViolations { get; init; } = new HashSet<string>();

    /// <summary>Ledgers that were read while the run went on.</summary>
    public IReadOnlyList<FineSeen> SeenBefore { get; init; } = [];

    /// <summary>Every delivery of <c>speeding-violations</c>.</summary>
    public IReadOnlyList<SpeedingViolation> ViolationEvents { get; init; } = [];

    /// <summary>Every delivery of <c>vehicle-alerts</c>.</summary>
    public IReadOnlyList<VehicleLost> LostEvents { get; init; } = [];

    /// <summary>Every delivery of <c>fine-events</c>.</summary>
    public IReadOnlyList<FineEvent> FineEvents { get; init; } = [];

    /// <summary>The delivery log.</summary>
    public IReadOnlyList<Delivery> Deliveries { get; init; } = [];

    /// <summary>Fine events that notification keeps as dead letters.</summary>
    public IReadOnlySet<string> DeadEvents { get; init; } = new HashSet<string>();

    /// <summary>What the mail server took.</summary>
    public IReadOnlyList<Mail> Mails { get; init; } = [];
}
