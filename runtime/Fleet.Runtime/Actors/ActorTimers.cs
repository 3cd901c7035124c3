using System.Text.Json.Nodes;
using Fleet.Runtime.Http;
using Fleet.Runtime.Scheduler;
using Fleet.Runtime.Telemetry;

namespace Fleet.Runtime.Actors;

/// <summary>The timers of the actors of one host; they end with the actor's activation, and are kept nowhere.</summary>
internal sealed class ActorTimers : IAsyncDisposable
{
    private readonly Dictionary<ActorKey, Dictionary<string, ActorTimer>> timers = [];
    private readonly Lock gate = new();
    private readonly Func<ActorKey, ActorMessage, Task<CallOutcome>> call;
    private readonly ActorMeter meter;
    private readonly DueQueue<ActorTimer> queue;
    private readonly BackgroundTasks running = new();

    /// <summary>Timers that reach their actors by <paramref name="call"/>, which does not throw.</summary>
    public ActorTimers(TimeProvider time, ActorMeter meter, Func<ActorKey, ActorMessage, Task<CallOutcome>> call)
    {
        (this.call, this.meter) = (call, meter);
        queue = new DueQueue<ActorTimer>(time, Fire);
    }

    /// <summary>Adds a timer, or replaces the one of that name.</summary>
    public void Set(ActorTimer timer)
    {
        lock (gate)
        {
            Remove_NeedsLock(timer.Actor, timer.Name);
            if (!timers.TryGetValue(timer.Actor, out var own))
                timers.Add(timer.Actor, own = new Dictionary<string, ActorTimer>(StringComparer.Ordinal));
            own[timer.Name] = timer;
            meter.Timers(timer.Actor.Type, 1);
            timer.Waits = queue.Add(timer, timer.Timing.Due);
        }
    }

    /// <summary>Removes a timer, if it is there.</summary>
    public void Remove(ActorKey actor, string name)
    {
        lock (gate)
            Remove_NeedsLock(actor, name);
    }

    /// <summary>Removes all timers of an actor.</summary>
    public void RemoveAll(ActorKey actor)
    {
        lock (gate)
        {
            if (!timers.Remove(actor, out var own))
                return;
            foreach (var timer in own.Values)
                Cancel(timer);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        queue.Dispose();
        lock (gate)
            timers.Clear();
        await running.WhenDoneAsync();
    }

    private void Remove_NeedsLock(ActorKey actor, string name)
    {
        if (!timers.TryGetValue(actor, out var own) || !own.Remove(name, out var timer))
            return;
        Cancel(timer);
        if (own.Count == 0)
            timers.Remove(actor);
    }

    private void Cancel(ActorTimer timer)
    {
        meter.Timers(timer.Actor.Type, -1);
        if (timer.Waits is { } waits)
            queue.Cancel(waits);
    }

    private void Fire(ActorTimer timer)
    {
        lock (gate)
        {
            if (!IsCurrent_NeedsLock(timer))
                return;
            running.Start(() => CallAsync(timer));
        }
    }

    private async Task CallAsync(ActorTimer timer)
    {
        var outcome = await call(timer.Actor, timer.Message);
        meter.TimerFired(timer.Actor.Type, outcome != CallOutcome.Failed);
        lock (gate)
        {
            if (!IsCurrent_NeedsLock(timer))
                return;
            if (outcome != CallOutcome.Cancelled && timer.Timing.AfterCall() is { } next)
                timer.Waits = queue.Add(timer, (timer.Timing = next).Due);
            else
                Remove_NeedsLock(timer.Actor, timer.Name);
        }
    }

    private bool IsCurrent_NeedsLock(ActorTimer timer) =>
        timers.TryGetValue(timer.Actor, out var own) && own.TryGetValue(timer.Name, out var current) && current == timer;
}

/// <summary>A timer of an actor.</summary>
internal sealed class ActorTimer(ActorKey actor, string name, Timing timing, JsonObject body)
{
    public ActorKey Actor { get; } = actor;

    public string Name { get; } = name;

    public Timing Timing { get; set; } = timing;

    public DueEntry<ActorTimer>? Waits { get; set; }

    /// <summary>The call, the same every time.</summary>
    public ActorMessage Message { get; } = new("timer/" + PathText.Escape(name), JsonText.Bytes(body));
}
