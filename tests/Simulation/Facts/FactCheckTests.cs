using Fleet.Contracts.FineCollection;
using Fleet.Contracts.VehicleRegistry;
using Fleet.Contracts.VehicleTracking;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using Fleet.Notification.Domain;
using Fleet.Tests.Simulation.World;

namespace Fleet.Tests.Simulation.Facts;

/// <summary>Each check is shown what it is there to find: a check that cannot fail proves nothing.</summary>
public sealed class FactCheckTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Owner Owner = new("own_1", "A. Driver", "driver@example.com");
    private static readonly SpeedingViolation Speeding = new(
        "evt_v", "vio_1", "AB12CD", "r7-north", "R7", "km 1 to 2", "Europe/Amsterdam", "NL", "cam-1", "cam-2", Noon, Noon.AddMinutes(4), 8200, 100, 123m, 4m, 119);

    private static readonly ViolationSummary Summary = new("vio_1", "AB12CD", "R7", "km 1 to 2", "Europe/Amsterdam", Noon, Noon.AddMinutes(4), 100, 123m, 4m, 119);
    private static readonly FineSeen Fine = new(
        "fin_1", FineStates.Issued, Summary, Owner.OwnerId, Noon, new Money(19_800, "EUR"), new DateOnly(2026, 6, 26),
        Ledger.Issue("evt_f", Noon, new Money(18_900, "EUR"), new Money(900, "EUR")));

    private static readonly FineEvent Told = new("evt_f", FineEventTypes.Issued, "fin_1", Noon, Owner, Summary, Fine.Due, Fine.DueDate);
    private static readonly Delivery Mailed = new("evt_f", "fin_1", FineEventTypes.Issued, DeliveryStates.Delivered, null, "own_1", "email", "Fine", Noon, Noon);
    private static readonly VehicleLost Gone = new("evt_l", "XX1", "r7-north", "cam-1", Noon, Noon.AddMinutes(30));

    private static readonly Findings Good = new()
    {
        Positions = new Dictionary<(string, long), bool> { [("bus", 1)] = true, [("bus", 2)] = false },
        Tracks = new Dictionary<string, IReadOnlyList<long>> { ["bus"] = [1, 2] },
        Violations = new HashSet<string> { "vio_1" },
        ViolationsCounted = 1,
        LostInTruth = new HashSet<(string, string)> { ("XX1", "cam-1") },
        Lost = [Gone],
        FinesListed = ["fin_1"],
        Fines = [Fine],
        SeenBefore = [Fine],
        ViolationEvents = [Speeding, Speeding],
        LostEvents = [Gone],
        FineEvents = [Told, Told],
        Deliveries = [Mailed],
        Mails = [new Mail(Owner.Email, "Fine")],
    };

    internal static readonly Dictionary<string, (int Fact, Findings Found)> Breaches = new(StringComparer.Ordinal)
    {
        ["acknowledged position is gone"] = (1, Good with { Tracks = Track(2) }),
        ["position twice"] = (1, Good with { Tracks = Track(1, 1, 2) }),
        ["position from nowhere"] = (1, Good with { Tracks = Track(1, 3) }),
        ["good item refused"] = (1, Good with { Refusals = ["a position"] }),
        ["no fine"] = (2, Good with { FinesListed = [], Fines = [], SeenBefore = [] }),
        ["fine listed twice"] = (2, Good with { FinesListed = ["fin_1", "fin_1"] }),
        ["two fines for a violation"] = (2, Good with { Fines = [Fine, Fine with { Id = "fin_2" }] }),
        ["fine without violation"] = (2, Good with { Violations = new HashSet<string>() }),
        ["ledger does not sum to zero"] = (3, Good with { Fines = [Fine with { Ledger = [.. Fine.Ledger.Skip(1)] }] }),
        ["due does not follow"] = (3, Good with { Fines = [Fine with { Due = new Money(1, "EUR") }] }),
        ["ledger shrank"] = (3, Good with { SeenBefore = [Fine with { Ledger = [.. Fine.Ledger, .. Fine.Ledger] }] }),
        ["referral with an amount"] = (3, Good with { Fines = [Fine with { State = FineStates.Referred }] }),
        ["violation not told"] = (4, Good with { ViolationEvents = [] }),
        ["violation told and not saved"] = (4, Good with { ViolationEvents = [Speeding, Speeding with { ViolationId = "vio_2" }] }),
        ["violation saved twice"] = (4, Good with { ViolationsCounted = 2 }),
        ["event told in two ways"] = (4, Good with { ViolationEvents = [Speeding, Speeding with { LimitKmh = 80 }] }),
        ["fine not told"] = (4, Good with { FineEvents = [] }),
        ["fine told otherwise than saved"] = (4, Good with { FineEvents = [Told with { OccurredAt = Noon.AddSeconds(1) }] }),
        ["lost vehicle not told"] = (4, Good with { LostEvents = [] }),
        ["lost vehicle not found"] = (4, Good with { Lost = [], LostEvents = [] }),
        ["outbox not empty"] = (4, Good with { EventsPending = 1 }),
        ["fine event gone"] = (5, Good with { Deliveries = [] }),
        ["delivery logged twice"] = (5, Good with { Deliveries = [Mailed, Mailed] }),
        ["delivered and never mailed"] = (5, Good with { Mails = [] }),
        ["suppressed for no reason"] = (5, Good with { Deliveries = [Mailed with { State = DeliveryStates.Suppressed }] }),
        ["dead letter of nothing"] = (5, Good with { DeadEvents = new HashSet<string> { "evt_x" } }),
    };

    public static TheoryData<string> Names => [.. Breaches.Keys];

    [Fact]
    public void Nothing_is_broken_when_every_fact_holds() => Assert.Empty(FactCheck.Broken(Good));

    [Fact]
    public void A_dead_letter_is_an_ending_too() =>
        Assert.Empty(FactCheck.Broken(Good with { Deliveries = [], DeadEvents = new HashSet<string> { "evt_f" } }));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_breach_is_found_and_named(string breach)
    {
        var (fact, found) = Breaches[breach];
        Assert.Contains(FactCheck.Broken(found), broken => broken.StartsWith($"Fact {fact}:", StringComparison.Ordinal));
    }

    private static Dictionary<string, IReadOnlyList<long>> Track(params long[] instants) => new(StringComparer.Ordinal) { ["bus"] = instants };
}
