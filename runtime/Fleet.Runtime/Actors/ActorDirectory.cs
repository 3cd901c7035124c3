using Fleet.Runtime.Hosting;
using Fleet.Runtime.Scheduler;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Actors;

/// <summary>
/// Where actors are, for all sidecars of a runtime: the instances of an app share its types, each actor belongs to one of
/// them. When an instance joins or leaves, the actors that change hands finish their calls and are deactivated before
/// their new host is called.
/// </summary>
internal sealed class ActorDirectory(string space, DurableScheduler scheduler) : IScheduledTarget, IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<ActorKey, Task> leaving = [];
    private readonly Dictionary<string, IDisposable> reminders = new(StringComparer.Ordinal);
    private volatile Dictionary<string, ActorHost[]> hosts = new(StringComparer.Ordinal);

    /// <summary>The directory of the sidecar's namespace.</summary>
    public static ActorDirectory Of(Sidecar sidecar)
    {
        var shared = sidecar.Runtime.Shared;
        var space = sidecar.Options.Namespace;
        return shared.Engine("actors/" + space, () => new ActorDirectory(space, SchedulerEngine.Of(shared)));
    }

    /// <summary>The host of an actor; null: no app has such actors.</summary>
    public ActorHost? HostOf(ActorKey actor)
    {
        if (!hosts.TryGetValue(actor.Type, out var candidates))
            return null;
        // Highest random weight: an instance that joins or leaves moves only its own share of the actors.
        return candidates.Length == 1 ? candidates[0] : candidates.MaxBy(host => HashCode.Combine(host, actor));
    }

    /// <summary>Calls an actor wherever it is.</summary>
    /// <exception cref="ActorCallException">Nobody hosts it, or it left while it was called.</exception>
    /// <exception cref="HttpRequestException">Its app is not there.</exception>
    public async Task<HttpResponseMessage> CallAsync(Sidecar caller, ActorKey actor, ActorMessage message, CancellationToken abandoned)
    {
        while (true)
        {
            var host = HostOf(actor) ?? throw new ActorNotHostedException(actor.Type);
            var sent = message.Headers is null || host.Sidecar == caller ? message : message with { IsRemote = true };
            if (await host.TryCallAsync(actor, sent, abandoned) is { } reply)
                return reply;
            await WhenGone(actor).WaitAsync(abandoned);
        }
    }

    /// <summary>Calls an actor for a reminder or a timer; what goes wrong is told in its host's log.</summary>
    public async Task<CallOutcome> NotifyAsync(ActorKey actor, ActorMessage message, CancellationToken cancellationToken)
    {
        if (HostOf(actor) is not { } host)
            return CallOutcome.Absent;
        var log = host.Sidecar.Log;
        try
        {
            // As in daprd, only the time limit of an actor policy acts here: the scheduler tries again, a timer goes on.
            using var reply = await CallAsync(host.Sidecar, actor, message, cancellationToken);
            if ((int)reply.StatusCode == 200 && !reply.TellsFailure())
                return reply.Cancels() ? CallOutcome.Cancelled : CallOutcome.Done;
            log.LogWarning("The app answered {Status} to {Path} of {Type}/{Id}", (int)reply.StatusCode, message.Path, actor.Type, actor.Id);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && !host.IsClosing && host.Sidecar.App is { IsHealthy: true })
        {
            log.LogWarning(failure, "{Path} of {Type}/{Id} failed", message.Path, actor.Type, actor.Id);
        }
        catch (Exception brokenOff)
        {
            log.LogDebug(brokenOff, "{Path} of {Type}/{Id} was broken off: the app has gone or is unhealthy", message.Path, actor.Type, actor.Id);
            return CallOutcome.Absent;
        }

        return CallOutcome.Failed;
    }

    /// <inheritdoc/>
    async Task<CallOutcome> IScheduledTarget.CallAsync(ScheduledItem item, CancellationToken cancellationToken)
    {
        var reminder = Reminder.Read(item.Content);
        var outcome = await NotifyAsync(reminder.Actor, reminder.Call(), cancellationToken);
        if (outcome != CallOutcome.Absent)
            HostOf(reminder.Actor)?.Sidecar.Metrics.Actors.ReminderFired(reminder.Actor.Type, outcome != CallOutcome.Failed);
        // Dapr's scheduler does not hear of it.
        return outcome == CallOutcome.Cancelled && !reminder.IsClassic ? CallOutcome.Done : outcome;
    }

    /// <summary>Makes an actor active; null: it is leaving, or is another host's.</summary>
    public Activation? TryActivate(ActorHost host, ActorKey actor)
    {
        lock (gate)
            return leaving.ContainsKey(actor) || HostOf(actor) != host ? null : host.Activate(actor);
    }

    /// <summary>Deactivates an actor unless it is being called.</summary>
    public void RetireIfFree(ActorHost host, Activation activation)
    {
        lock (gate)
        {
            if (!leaving.ContainsKey(activation.Actor) && activation.Turns.TryClose())
                Retire_NeedsLock(host, activation);
        }
    }

    /// <summary>Takes in a host; actors that are its own now leave their old hosts.</summary>
    public void Join(ActorHost host)
    {
        lock (gate)
        {
            hosts = With(host.Config.Types.Keys, others => [.. others, host]);
            foreach (var type in host.Config.Types.Keys)
            {
                if (!reminders.ContainsKey(type))
                    reminders.Add(type, scheduler.Attach(Reminder.TargetOf(space, type), this));
                host.Sidecar.Metrics.Actors.Hosted(type);
                foreach (var other in hosts[type].Where(other => other != host))
                    RetireStrangers_NeedsLock(other);
            }
        }
    }

    /// <summary>Lets a host go; completes when all its actors are deactivated.</summary>
    public Task LeaveAsync(ActorHost host)
    {
        lock (gate)
        {
            hosts = With(host.Config.Types.Keys, others => [.. others.Where(other => other != host)]);
            foreach (var type in host.Config.Types.Keys.Where(type => !hosts.ContainsKey(type)))
            {
                if (reminders.Remove(type, out var attachment))
                    attachment.Dispose();
            }

            RetireStrangers_NeedsLock(host);
            return Task.WhenAll(host.Active.Select(activation => leaving[activation.Actor]));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task[] open;
        lock (gate)
            open = [.. leaving.Values];
        await Task.WhenAll(open);
    }

    private Dictionary<string, ActorHost[]> With(IEnumerable<string> types, Func<ActorHost[], ActorHost[]> change)
    {
        var changed = new Dictionary<string, ActorHost[]>(hosts, StringComparer.Ordinal);
        foreach (var type in types)
        {
            var now = change(changed.GetValueOrDefault(type, []));
            if (now.Length == 0)
                changed.Remove(type);
            else
                changed[type] = now;
        }

        return changed;
    }

    private Task WhenGone(ActorKey actor)
    {
        lock (gate)
            return leaving.GetValueOrDefault(actor, Task.CompletedTask);
    }

    private void RetireStrangers_NeedsLock(ActorHost host)
    {
        foreach (var activation in host.Active.Where(activation => HostOf(activation.Actor) != host && !leaving.ContainsKey(activation.Actor)))
        {
            host.Sidecar.Metrics.Actors.Rebalanced(activation.Actor.Type);
            Retire_NeedsLock(host, activation);
        }
    }

    private void Retire_NeedsLock(ActorHost host, Activation activation) =>
        leaving.Add(activation.Actor, Task.Run(() => RetireAsync(host, activation)));

    private async Task RetireAsync(ActorHost host, Activation activation)
    {
        try
        {
            await host.LetGoAsync(activation);
        }
        finally
        {
            lock (gate)
                leaving.Remove(activation.Actor);
        }
    }
}
