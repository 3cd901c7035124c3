using Dapr.Actors.Runtime;
using Dapr.Client;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Evidence;
using Fleet.VehicleTracking.Live;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.Retention;

namespace Fleet.VehicleTracking.Shards;

/// <summary>
/// The shell around a shard's rules: load, decide, save in one transaction, then publish. A reminder makes it erase what has
/// timed out and publish what could not be published before, also after a crash.
/// </summary>
public sealed class TrackingShard : Actor, ITrackingShard, IRemindable
{
    private const string Tick = "tick";
    private const int MostPartsATick = 20;
    private const int MostRetentionStepsATick = 4;
    private const int MostErasureSteps = 5;
    private static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LoadPatience = TimeSpan.FromSeconds(20);
    private readonly TimeProvider time;
    private readonly ShardStore store;
    private readonly ShardReads reads;
    private readonly ReferenceBook reference;
    private readonly MotionSettings settings;
    private readonly RetentionSettings retention;
    private readonly OutboxPublisher publisher;
    private readonly LivePublisher live;

    public TrackingShard(
        ActorHost host, DaprClient dapr, ReferenceBook reference, MotionSettings settings, RetentionSettings retention, LivePublisher live, TimeProvider time)
        : base(host)
    {
        this.time = time;
        this.reference = reference;
        this.live = live;
        this.settings = settings;
        this.retention = retention;
        store = new ShardStore(StateManager);
        reads = new ShardReads(store);
        publisher = new OutboxPublisher(dapr, time, Logger);
    }

    public async Task<ShardOutcomes> Take(ShardBatch batch)
    {
        ShardOutcomes? outcomes = null;
        IReadOnlyList<VehiclePosition> moved = [];
        var world = reference.Current;
        var state = await Change(async state =>
        {
            (var passages, state) = await new PassageTurn(store, world, time.GetUtcNow()).Take(batch.Passages, state);
            var turn = new PositionTurn(store, world, settings, retention, NowMs());
            (var positions, state) = await turn.Take(batch.Positions, state);
            (outcomes, moved) = (new ShardOutcomes(passages, positions), turn.Moved);
            return state;
        });
        live.Offer(moved);
        await publisher.Flush(state!.Outbox);
        return outcomes!;
    }

    public Task<VehicleView> Vehicle(string id) => store.Transaction(() => reads.Vehicle(id));

    public Task<TrackView> Track(TrackQuery query) => store.Transaction(() => reads.Track(query));

    public Task<EntriesView> Entries(EntriesQuery query) => store.Transaction(() => new MotionReads(store).Entries(query));

    public Task<VehiclesView> Vehicles(VehiclesQuery query) => store.Transaction(() => reads.Vehicles(query));

    public Task<LostView> Lost(LostQuery query) => store.Transaction(() => reads.Lost(query));

    public Task<ViolationsView> Violations(ViolationQuery query) => store.Transaction(() => new SectionReads(store).Violations(query));

    public Task<ViolationsView> Violation(string id) => store.Transaction(() => new SectionReads(store).Violation(id));

    public Task<HeldView> Held(HeldQuery query) => store.Transaction(() => new SectionReads(store).Held(query));

    public Task CloseHeld(HeldClosing closing) => Change(state => new SectionReads(store).Close(closing, state));

    public Task<KeptView> Kept(string id) => store.Transaction(() => new KeptReads(store).Kept(id));

    public async Task<ErasureView> Erase(string id)
    {
        var before = await State();
        if (!before.IsErasing(id) && EraseTurn.IsFull(before)) return new ErasureView(id, ErasureStatus.Busy, null, null, Erased.None, 0);
        await Change(state => new EraseTurn(store, time.GetUtcNow()).Begin(state, id));
        live.Erase(id);
        await EraseSome();
        return await Erasure(id);
    }

    public Task<ErasureView> Erasure(string id) => store.Transaction(async () => await new KeptReads(store).Erasure(id, await State()));

    public Task<SurveyView> Survey(SurveyQuery query) => store.Transaction(async () => await new ReplaySurvey(store).Survey(query, await State()));

    public Task<PlatesView> Plates(PlatesQuery query) => store.Transaction(() => new ReplayReads(store).Plates(query));

    public Task<VehicleIdsView> VehicleIds(VehiclesQuery query) => store.Transaction(() => new ReplayReads(store).VehicleIds(query));

    public Task<PointsView> Points(PointsQuery query) => store.Transaction(() => new ReplayReads(store).Points(query));

    public async Task<ShardCounts> Counts()
    {
        var state = await State();
        return new ShardCounts(state.Totals, state.Outbox.Without(publisher.Published).Count);
    }

    public async Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period)
    {
        for (var parts = 0; parts < MostPartsATick && (await State()).Outbox.Count < Outbox.Full; parts++)
        {
            if (await Change(state => new SweepTurn(store, reference.Current, time.GetUtcNow()).Sweep(state)) is null) break;
        }

        await Change(state => new WatchTurn(store, settings).Beat(state, NowMs()));
        for (var parts = 0; parts < MostPartsATick; parts++)
        {
            if (await Change(state => new WatchTurn(store, settings).Sweep(state, NowMs())) is null) break;
        }

        await EraseSome();
        for (var steps = 0; steps < MostRetentionStepsATick; steps++)
        {
            if (await Change(state => new RetentionTurn(store, reference.Current, settings, retention, NowMs()).Step(state)) is null) break;
        }

        await publisher.Flush((await State()).Outbox);
        if (publisher.Published.Count > 0) await Change(state => Task.FromResult<ShardState?>(state));
    }

    private async Task EraseSome()
    {
        for (var steps = 0; steps < MostErasureSteps; steps++)
        {
            if (await Change(state => new EraseTurn(store, time.GetUtcNow()).Step(state)) is null) break;
        }
    }

    // Another instance may call before this one has read its catalogue. Registering again replaces, so this is harmless at
    // every activation, and the first one is never missed.
    protected override async Task OnActivateAsync()
    {
        await reference.Loaded.WaitAsync(LoadPatience, time);
        await RegisterReminderAsync(Tick, [], TickPeriod, TickPeriod);
    }

    // One transaction. It also drops from the outbox what has been published since the last one.
    private async Task<ShardState?> Change(Func<ShardState, Task<ShardState?>> decide)
    {
        var changed = await store.Transaction(async () =>
        {
            var state = await State();
            var after = await decide(state with { Outbox = state.Outbox.Without(publisher.Published) });
            if (after is not null) await store.Set(StateNames.Shard, after);
            return after;
        });
        if (changed is not null) publisher.Dropped();
        return changed;
    }

    private ValueTask<ShardState> State() => store.Get(StateNames.Shard, ShardState.Empty);

    private long NowMs() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
