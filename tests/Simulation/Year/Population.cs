using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleRegistry.Domain;

namespace Fleet.Tests.Simulation.Year;

/// <summary>Who drives too fast on which day of the year, and what they will do about it; all of it from the seed.</summary>
internal sealed class Population(int seed, int fines, DateOnly firstDay)
{
    public const int DaysOfYear = 360;

    /// <summary>From this day on no deadline comes, for so long.</summary>
    public const int OutageFrom = 245;

    public const int OutageDays = 24;
    private static readonly int[] Shares = [45, 30, 14, 6, 5];
    private readonly Random random = new(seed);
    private int number;

    /// <summary>The cases of the year, by day.</summary>
    public ILookup<DateOnly, Case> ByDay() => Everybody().ToLookup(one => one.Day, one => one.Case);

    private IEnumerable<(DateOnly Day, Case Case)> Everybody()
    {
        foreach (var (script, index) in Scripts.OfKnown.Select((script, index) => (script, index)))
            yield return Of(1 + (index / 3), 4, isKnown: true, script, Excess(script));
        foreach (var (script, index) in Scripts.OfUnknown.Select((script, index) => (script, index))) yield return Of(1 + index, 4, isKnown: false, script, 12);
        foreach (var script in Scripts.OfOutage) yield return Of(OutageFrom, 4, isKnown: true, script, 12);
        yield return Of(OutageFrom - 8, 4, isKnown: true, Scripts.BeforeOutage, 12);
        yield return Of(3, 0, isKnown: true, "issued+1 serve 0", 12);
        yield return Of(4, 0, isKnown: true, "served+5 pay due", 12);
        while (number < fines) yield return Anybody();
    }

    private static int Excess(string script) => script.StartsWith("referred", StringComparison.Ordinal) ? 50 : 12;

    private (DateOnly Day, Case Case) Anybody()
    {
        var pick = random.Next(Shares.Sum());
        var law = Array.FindIndex(Shares, share => (pick -= share) < 0);
        var isKnown = random.Next(16) > 0;
        var script = Scripts.Draw(random);
        if (!isKnown)
            script = random.Next(6) switch { 0 => "", 1 => "owner_unknown+5..9 bank due", 2 => "owner_unknown+2..30 owner; " + script, _ => "owner_unknown+2..40 file; " + script };
        return Of(1 + random.Next(DaysOfYear), law, isKnown, script, 1 + random.Next(law switch { 0 => 33, 1 => 64, 2 => 54, 3 => 27, _ => 42 }));
    }

    private (DateOnly Day, Case Case) Of(int dayOfYear, int lawIndex, bool isKnown, string script, int excess)
    {
        var (day, law) = (firstDay.AddDays(dayOfYear), Law.All[lawIndex]);
        var vehicle = InventedRegistry.Vehicles[random.Next(InventedRegistry.Size)];
        var violation = Violation(law, isKnown ? vehicle.Plate : FormattableString.Invariant($"QQ{number:00000}Q"), day, excess);
        var penalty = law.Penalty(excess);
        var model = new Model(law, penalty ?? 0, day);
        _ = penalty is null ? model.Refer() : isKnown ? model.Issue() : model.Unknown();
        var steps = Step.Read(script, new Random(random.Next()));
        var (ownerId, email) = isKnown ? (vehicle.Owner!.OwnerId, vehicle.Owner.Email) : ("", "");
        return (day, new Case(DerivedId.Fine(violation.ViolationId), model, violation, excess, ownerId, email, steps));
    }

    private SpeedingViolation Violation(Law law, string plate, DateOnly day, int excess)
    {
        var left = new DateTimeOffset(day.ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero).AddMilliseconds(number++ * 10);
        var entered = left.AddMinutes(-4);
        var id = DerivedId.Violation(plate, "cam-1", "cam-2", entered, left);
        return new SpeedingViolation(
            DerivedId.Event(id, "speeding"), id, plate, "road-" + law.Jurisdiction, "Road of " + law.Jurisdiction, "km 1.0 to km 9.2", law.Zone, law.Jurisdiction, "cam-1", "cam-2",
            entered, left, 8_200, 100, 103.4m + excess, 3.4m, 100 + excess, VehicleClass: law.VehicleClass);
    }
}
