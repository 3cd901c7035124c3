using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.Retention;
using Fleet.VehicleTracking.Shards;

namespace Fleet.Tests.Unit.VehicleTracking.Motion;

/// <summary>A shard that takes positions of one vehicle, and what can be asked of it afterwards.</summary>
internal sealed class Drive(MotionSettings? settings = null, ReferenceSnapshot? world = null)
{
    public const string Vehicle = "van-1";

    /// <summary>Metres of one degree of latitude on the sphere that distances are measured on.</summary>
    public const double DegreeMetres = Earth.RadiusMetres * Math.PI / 180;

    private readonly Dictionary<string, byte[]> states = [];
    private DateTimeOffset alive = Some.Noon;

    public static ReferenceSnapshot World { get; } = new(Some.Roads, Some.Tolerances);

    public MotionSettings Settings { get; } = settings ?? new MotionSettings();

    public ShardState Shard { get; private set; } = ShardState.Empty;

    public IReadOnlyList<VehicleAlert> Alerts => Shard.Outbox.Alerts;

    /// <summary>A position so many seconds after noon, so many metres north of the start.</summary>
    public static Position At(double seconds, double metres, double? kmh = null) =>
        new(Vehicle, Some.Noon.AddSeconds(seconds), 52 + (metres / DegreeMetres), 5, kmh);

    public Task<ItemOutcome[]> Take(params Position[] batch) => Take(batch.Max(position => position.Instant).AddSeconds(1), batch);

    public async Task<ItemOutcome[]> Take(DateTimeOffset now, Position[] batch)
    {
        (var outcomes, Shard) = await new PositionTurn(Store(), world ?? World, Settings, new RetentionSettings(), now.ToUnixTimeMilliseconds()).Take(batch, Shard);
        return outcomes;
    }

    public async Task<ItemOutcome[]> TakeEach(IEnumerable<Position> positions)
    {
        var outcomes = new List<ItemOutcome>();
        foreach (var position in positions) outcomes.AddRange(await Take(position));
        return [.. outcomes];
    }

    public async Task<IReadOnlyList<Trip>> Trips() => [.. (await Entries(EntryKind.Trip)).Select(entry => entry.Trip!).Reverse()];

    public async Task<IReadOnlyList<Stop>> Stops() => [.. (await Entries(EntryKind.Stop)).Select(entry => entry.Stop!).Reverse()];

    public async Task<IReadOnlyList<TrackEvent>> Events() => [.. (await Entries(EntryKind.Event)).Select(entry => entry.Event!).Reverse()];

    public async Task<VehicleMotion> Motion() => (await new ShardReads(Store()).Vehicle(Vehicle)).Motion!;

    public async Task<IReadOnlyList<Position>> Track() =>
        (await new ShardReads(Store()).Track(new TrackQuery(Vehicle, Ms(-2), Ms(3), int.MaxValue))).Positions;

    /// <summary>Lets time pass, in which the shard ticks unless it is down, and asks the lists at its end.</summary>
    public async Task<ShardState> SweepWatch(DateTimeOffset now, bool isDown = false)
    {
        for (alive = isDown || alive > now ? now : alive; alive <= now; alive = alive.AddSeconds(30))
            Shard = await new WatchTurn(Store(), Settings).Beat(Shard, alive.ToUnixTimeMilliseconds()) ?? Shard;
        while (await new WatchTurn(Store(), Settings).Sweep(Shard, now.ToUnixTimeMilliseconds()) is { } after) Shard = after;
        return Shard;
    }

    /// <summary>A broker takes all that is in the outbox.</summary>
    public void Publish() => Shard = Shard with { Outbox = Outbox.Empty };

    public ShardStore Store() => new(new MemoryStates(states));

    private async Task<IReadOnlyList<Entry>> Entries(EntryKind kind) =>
        (await new MotionReads(Store()).Entries(new EntriesQuery(Vehicle, kind, Ms(-2), Ms(3), "", 10_000))).Entries;

    private static long Ms(double days) => Some.Noon.AddDays(days).ToUnixTimeMilliseconds();
}
