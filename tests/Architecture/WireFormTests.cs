using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.Contracts.Notification;
using Fleet.Contracts.VehicleRegistry;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.Tests.Architecture;

/// <summary>What crosses a border between services, as approved text: a rename shows as a difference in review.</summary>
public sealed class WireFormTests
{
    private static readonly DateTimeOffset Entered = new(2026, 3, 29, 0, 59, 30, TimeSpan.Zero);
    private static readonly Owner Owner = new("own_1", "Ann O'Hara", "ann@example.org");

    [Fact]
    public void Contracts_have_the_approved_wire_form()
    {
        var forms = new (string Name, object Value)[]
        {
            ("passage", new Passage("a2-1", "AB-12-CD", Entered, 2)),
            ("position", new Position("truck-7", Entered, 52.1, 5.2, 88.5, 270, 4)),
            ("vehicle positions", new VehiclePositions([new VehiclePosition("truck-7", Entered, 52.1, 5.2, 88.5, 270, true), new VehiclePosition("truck-8", Entered, 52.1, 5.2)], ["truck-9"])),
            ("zone", Zone()),
            ("ingest result", new IngestResult(1, 2, [new RejectedItem(3, "instant", "instant_in_future", "expected a time that has passed")])),
            ("speeding violation", Violation()),
            ("vehicle lost", new VehicleLost("evt_1", "AB12CD", "a2", "a2-1", Entered, Entered.AddMinutes(30))),
            ("registered vehicle", new RegisteredVehicle("AB12CD", "Saab 900", Owner)),
            ("unowned vehicle", new RegisteredVehicle("ZZ99ZZ", null, null)),
            ("fine event", new FineEvent("evt_2", FineEventTypes.Issued, "fin_1", Entered, Owner, Summary(), new Money(12_300, "EUR"), new DateOnly(2026, 5, 10))),
            ("referral", new FineEvent("evt_3", FineEventTypes.Referred, "fin_2", Entered, Owner, Summary(), null, null)),
            ("notification event", new NotificationEvent(
                "evt_4", NotificationEventTypes.Dead, "msg_1~own_1", "own_1", "evt_2", "fin_1", "email", "fine.issued", Entered, "email failed: DaprException")),
        };
        var options = new JsonSerializerOptions(ContractJson.Options) { WriteIndented = true };
        Approval.Matches("Contracts.txt", string.Join("\n", forms.Select(form => $"{form.Name}\n{JsonSerializer.Serialize(form.Value, options)}\n")));
    }

    [Fact]
    public void Names_on_the_wire_are_the_approved_ones()
    {
        var names = new[] { typeof(AppIds), typeof(ComponentNames), typeof(Topics), typeof(FineEventTypes), typeof(NotificationEventTypes) }
            .SelectMany(type => type.GetFields().Select(field => $"{type.Name}.{field.Name} = {field.GetRawConstantValue()}"));
        Approval.Matches("WireNames.txt", string.Join("\n", names) + "\n");
    }

    [Fact]
    public void Ids_derived_from_what_happened_never_change()
    {
        var violation = DerivedId.Violation("AB12CD", "a2-1", "a2-2", Entered, Entered.AddMinutes(4));
        Assert.Equal("vio_0nptbbqk512fm7znkhzfckx9v6", violation);
        Assert.Equal("fin_0nptbbqk512fm7znkhzfckx9v6", DerivedId.Fine(violation));
    }

    private static Zone Zone() => new(
        "dyke", "Dyke road", new ZoneGeometry(Corridor: new ZoneCorridor([new(5, 52), new(5.1, 52.1)], 25)), 80, 30,
        new ZoneCalendar("Europe/Amsterdam", ["friday"], "22:00", "06:00", new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)), ["truck-7"], new ZoneSectionControl("NL", 2_000));

    private static SpeedingViolation Violation() => new(
        "evt_1", "vio_1", "AB12CD", "a2", "A2 northbound", "km 40.1 to km 48.3", "Europe/Amsterdam", "NL", "a2-1", "a2-2",
        Entered, Entered.AddMinutes(4), 8_200, 100, 123.0m, 3.7m, 119);

    private static ViolationSummary Summary() => new(
        "vio_1", "AB12CD", "A2 northbound", "km 40.1 to km 48.3", "Europe/Amsterdam", Entered, Entered.AddMinutes(4), 100, 123.0m, 3.7m, 119);
}
