using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Motion;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Tests.Unit.VehicleTracking.Motion;

/// <summary>Order of arrival within the window, repetition and batches change nothing.</summary>
public sealed class OrderTests
{
    private static readonly JsonSerializerOptions Indented = new(ContractJson.Options) { WriteIndented = true };
    private const int WindowSeconds = 600;

    // Standing, driving, racing, braking, jumping, without a fix, inaccurate, by day and over midnight.
    private static Gen<Position[]> Streams { get; } =
        from start in Gen.Elements(0, 43_000)
        from legs in (
            from kmh in Gen.Elements(0.0, 0, 3, 30, 50, 140)
            from step in Gen.Elements(1, 2, 10, 30, 120, 400, 4_000)
            from fixes in Gen.Choose(1, 40)
            from oddity in Gen.Choose(0, 12)
            select (kmh, step, fixes, oddity)).ListOf(14)
        select Stream(start, [.. legs]);

    [Fact]
    public void Any_order_within_the_window_any_repetition_and_any_batches_make_the_same_of_a_stream() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(
            (from stream in Streams from seed in Gen.Choose(0, int.MaxValue) select (stream, seed)).ToArbitrary(),
            async arrived =>
            {
                var (inOrder, shuffled) = (new Drive(Long, Zoned.World), new Drive(Long, Zoned.World));
                await inOrder.TakeEach(arrived.stream);
                foreach (var batch in Arrivals(arrived.stream, new Random(arrived.seed))) await shuffled.Take(batch);

                Assert.Equal(await Everything(inOrder), await Everything(shuffled));
                Assert.Equal(Standing(inOrder), Standing(shuffled));
            }));

    [Fact]
    public async Task A_stream_of_every_kind_makes_trips_stops_and_events()
    {
        var drive = new Drive(world: Zoned.World);
        await drive.TakeEach(Stream(0, [(50, 10, 40, 0), (0, 60, 10, 0), (140, 2, 40, 0), (30, 2, 20, 0), (0, 60, 10, 0), (50, 10, 40, 5), (0, 60, 10, 0)]));

        Assert.Equal(3, (await drive.Trips()).Count);
        Assert.NotEmpty(await drive.Stops());
        Assert.Superset(
            new HashSet<string>([VehicleEventKinds.Overspeed, VehicleEventKinds.ZoneEnter, VehicleEventKinds.ZoneExit, VehicleEventKinds.ZoneDwell, VehicleEventKinds.CorridorOverspeed]),
            drive.Alerts.Select(alert => alert.Kind).ToHashSet());
    }

    // Everything that can be asked, as text.
    private static async Task<string> Everything(Drive drive)
    {
        var motion = await drive.Motion();
        return JsonSerializer.Serialize(
            new
            {
                Track = await drive.Track(),
                Trips = await drive.Trips(),
                Stops = await drive.Stops(),
                Events = await drive.Events(),
                Motion = motion with { ClockOffsetMs = null, ClockSamples = 0, LastArrivalAt = null },
                drive.Shard.Totals.PositionsAccepted,
                Filtered = drive.Shard.Totals.Filtered.Skip(1),
            },
            Indented);
    }

    // A batch of this stream may be days long, and what is old when it comes is not told.
    private static MotionSettings Long { get; } = new() { Alerts = new AlertSettings { MaxAgeHours = 1_000 } };

    // What the world believes in the end: published and not withdrawn afterwards.
    private static IEnumerable<string> Standing(Drive drive) => drive.Alerts.GroupBy(alert => (alert.Kind, alert.At, alert.Zone))
        .Where(same => same.Last().Withdraws is null).Select(same => same.First().EventId).Order(StringComparer.Ordinal);

    private static Position[] Stream(int start, (double Kmh, int Step, int Fixes, int Oddity)[] legs)
    {
        var (stream, seconds, metres) = (new List<Position>(), (double)start, 0.0);
        foreach (var leg in legs)
        {
            for (var i = 0; i < leg.Fixes; i++)
            {
                seconds += leg.Step;
                metres += leg.Kmh / 3.6 * leg.Step;
                stream.Add(Odd(Drive.At(seconds, metres + (leg.Kmh == 0 ? i % 3 * 4 : 0), i % 5 == 4 ? null : leg.Kmh), leg.Oddity, i));
            }
        }

        return [.. stream];
    }

    private static Position Odd(Position position, int oddity, int i) => (oddity, i % 4) switch
    {
        (1, 1) => position with { Valid = false },
        (2, 1) => position with { Latitude = 0, Longitude = 0 },
        (3, 1) => position with { Latitude = position.Latitude + 2 },
        (4, 1) => position with { AccuracyMetres = 900 },
        (5, _) => position with { Ignition = i % 8 < 4 },
        (6, 1) => position with { Attributes = new Dictionary<string, JsonElement> { ["alarm"] = JsonSerializer.SerializeToElement("sos") } },
        (7, _) => position with { Latitude = position.Latitude + 2 },
        _ => position,
    };

    // Each point is behind the newest one before it by less than the window; some come twice; cut into batches.
    private static IEnumerable<Position[]> Arrivals(Position[] stream, Random random)
    {
        var late = stream.SelectMany(position => Enumerable.Repeat(position, random.Next(4) == 0 ? 2 : 1))
            .OrderBy(position => position.Instant.AddSeconds(random.Next(3) == 0 ? random.NextDouble() * WindowSeconds : 0)).ToArray();
        for (var i = 0; i < late.Length;)
        {
            var size = random.Next(1, random.Next(2) == 0 ? 4 : 40);
            var batch = late[i..Math.Min(i + size, late.Length)];
            random.Shuffle(batch);
            yield return batch;
            i += size;
        }
    }
}
