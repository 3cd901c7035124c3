using Dapr.Actors.Runtime;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Replays.Run;

/// <summary>
/// The shell around one replay. A reminder lets it do some steps a second and save what they found together with where to go
/// on, so that it outlives a crash; between two ticks it answers. When its time is over a second reminder erases it.
/// </summary>
internal sealed class ReplayActor : Actor, IReplayActor, IRemindable
{
    private const string Tick = "tick";
    private const string Drop = "drop";
    private const int MostFailures = 60;
    private static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DropPeriod = TimeSpan.FromHours(1);
    private static readonly TimeSpan LoadPatience = TimeSpan.FromSeconds(20);
    private readonly ReplayStore store;
    private readonly ShardCalls shards;
    private readonly ReplayCalls calls;
    private readonly ReferenceBook reference;
    private readonly MotionSettings motion;
    private readonly ReplaySettings settings;
    private readonly TimeProvider time;
    private Hypothesis? hypothesis;

    public ReplayActor(
        ActorHost host, ShardCalls shards, ReplayCalls calls, ReferenceBook reference, MotionSettings motion, ReplaySettings settings, TimeProvider time)
        : base(host)
    {
        (this.shards, this.calls, this.reference, this.motion, this.settings, this.time) = (shards, calls, reference, motion, settings, time);
        store = new ReplayStore(StateManager);
    }

    public Task<ReplayAnswer> Start(ReplayStart start) => Turn(async () =>
    {
        if (await store.Head() is { } known) return new ReplayAnswer(known, known.Hash == start.Hash ? StartResult.Taken : StartResult.OtherRequest);
        var head = ReplayHead.Queued(start.Id, start.Hash, start.Plan, time.GetUtcNow());

        // First the reminder: whatever is cut off here, it finds and cleans up.
        await RegisterReminderAsync(Tick, [], TimeSpan.Zero, TickPeriod);
        if (!(await calls.Enter(EntryOf(head))).IsIn)
        {
            await UnregisterReminderAsync(Tick);
            return new ReplayAnswer(null, StartResult.TooMany);
        }

        await store.Save(head);
        return new ReplayAnswer(head);
    });

    public Task<ReplayAnswer> Read() => Turn(async () => new ReplayAnswer(await store.Head()));

    public Task<DifferencesView> Find(DifferencesQuery query) => Turn(async () =>
    {
        if (await store.Head() is not { } head) return new DifferencesView(null);
        var found = new List<Difference>();
        for (var at = query.From; at < head.Kept && found.Count < query.Limit; at = query.From + found.Count)
            found.AddRange((await store.Part(at / DifferencePart.Size)).Differences.Skip(at % DifferencePart.Size).Take(query.Limit - found.Count));
        return new DifferencesView(found);
    });

    public Task Forget(string vehicle) => Turn(async () =>
    {
        if (await store.Head() is not { } head) return false;
        await store.Forget(head, other => other == vehicle);
        var cursor = head.Cursor.Track?.Vehicle == vehicle ? head.Cursor with { Track = null, After = vehicle } : head.Cursor;
        await store.Save(head with { Cursor = cursor with { Ahead = cursor.Ahead?.Where(other => other != vehicle).ToList() } });
        return true;
    });

    public Task<ReplayAnswer> Cancel() => Turn(async () =>
    {
        if (await store.Head() is not { } head || ReplayStatus.IsOver(head.Status)) return new ReplayAnswer(await store.Head());
        return new ReplayAnswer(await End(head, ReplayStatus.Cancelled));
    });

    public Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period) => Turn(async () =>
    {
        await (await store.Head() is not { } head ? Clean() : reminderName == Drop ? Erase(head) : ReplayStatus.IsOver(head.Status) ? Settle(head) : GoOn(head));
        return true;
    });

    private async Task GoOn(ReplayHead head)
    {
        try
        {
            if (!(await calls.Enter(EntryOf(head))).MayRun) return;
            await Work(head);
        }
        catch (Exception failure)
        {
            // Mostly the store or a shard cannot be reached: what was not saved is done again.
            await store.Forget();
            Logger.LogWarning("A replay could not go on: {Reason}", failure.Message);
            head = head with { Failures = head.Failures + 1 };
            if (head.Failures >= MostFailures) await End(head, ReplayStatus.Failed, "The stored data could not be read for a minute.");
            else await store.Save(head);
        }
    }

    private async Task Work(ReplayHead head)
    {
        await reference.Loaded.WaitAsync(LoadPatience, time);
        try
        {
            hypothesis ??= Hypothesis.Of(head.Plan.Changes, reference.Current, motion);
        }
        catch (InvalidDataException contradiction)
        {
            await End(head, ReplayStatus.Failed, "The catalogue has changed, and now contradicts the changes: " + contradiction.Message);
            return;
        }

        var run = new ReplayRun(store, shards, hypothesis);
        head = head with { Status = ReplayStatus.Running, StartedAt = head.StartedAt ?? time.GetUtcNow(), Failures = 0 };
        var began = time.GetTimestamp();
        for (var steps = 0; steps < settings.StepsATick && time.GetElapsedTime(began).TotalMilliseconds < settings.TickMilliseconds; steps++)
        {
            if (await run.Step(head) is not { } after)
            {
                await End(head, ReplayStatus.Done);
                return;
            }

            head = after;
        }

        await store.Save(head);
    }

    private async Task<ReplayHead> End(ReplayHead head, string status, string? error = null)
    {
        var ended = head with { Status = status, EndedAt = time.GetUtcNow(), Error = error, Cursor = new ReplayCursor(head.Cursor.Stage, head.Cursor.Shard) };
        await store.Save(ended);
        await Settle(ended);
        return ended;
    }

    // Also by the next tick, when a crash came between.
    private async Task Settle(ReplayHead head)
    {
        hypothesis = null;
        await calls.Enter(EntryOf(head));
        await RegisterReminderAsync(Drop, [], TimeSpan.FromDays(settings.KeptDays), DropPeriod);
        await UnregisterReminderAsync(Tick);
    }

    private async Task Erase(ReplayHead head)
    {
        await calls.Leave(head.Id);
        await store.Erase(head);
        await UnregisterReminderAsync(Drop);
    }

    private async Task Clean()
    {
        await calls.Leave(Id.GetId());
        await UnregisterReminderAsync(Tick);
        await UnregisterReminderAsync(Drop);
    }

    private static BookEntry EntryOf(ReplayHead head) => new(head.Id, head.CreatedAt.ToUnixTimeMilliseconds(), ReplayStatus.IsOver(head.Status));

    // Whatever fails, the next turn starts from what is stored.
    private async Task<T> Turn<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        finally
        {
            await store.Forget();
        }
    }
}
