using System.Collections.Concurrent;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Telemetry;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Actors;

/// <summary>One app instance that hosts actors: who is active in it, and the calls into it.</summary>
internal sealed class ActorHost : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ActorKey, Activation> active = new();
    private readonly ActorDirectory directory;
    private readonly TimeProvider time;
    private readonly ActorApp app;
    private readonly IdleSweep sweep;

    public ActorHost(Sidecar sidecar, ActorDirectory directory, ActorApp app, ActorConfig config)
    {
        (Sidecar, this.directory, this.app) = (sidecar, directory, app);
        time = sidecar.Runtime.Shared.Time;
        Config = config;
        sweep = new IdleSweep(time, () => active.Values, activation => directory.RetireIfFree(this, activation));
        Timers = new ActorTimers(time, sidecar.Metrics.Actors, (actor, message) => directory.NotifyAsync(actor, message, sidecar.Stopping));
    }

    /// <summary>What the app says about its actors.</summary>
    public ActorConfig Config { get; }

    /// <summary>The timers that were registered here.</summary>
    public ActorTimers Timers { get; }

    /// <summary>The actors that are active here.</summary>
    public IEnumerable<Activation> Active => active.Values;

    /// <summary>The sidecar of the app.</summary>
    public Sidecar Sidecar { get; }

    private ActorMeter Meter => Sidecar.Metrics.Actors;

    public bool IsActive(ActorKey actor) => active.ContainsKey(actor);

    /// <summary>It is going down: what fails now is not the app's fault.</summary>
    public bool IsClosing { get; private set; }

    /// <summary>Breaks off the calls in progress, as a daprd that shuts down does. The host must have left the directory.</summary>
    /// <returns>False: there were none.</returns>
    public bool BreakOff()
    {
        IsClosing = true;
        var any = false;
        foreach (var activation in active.Values)
        {
            any |= activation.Turns.IsTaken;
            activation.Cut();
        }

        return any;
    }

    /// <summary>
    /// Calls an actor when it is its turn. Null: the actor is leaving, or is another host's now; ask the directory again.
    /// </summary>
    /// <param name="actor">Whom to call.</param>
    /// <param name="message">What to say.</param>
    /// <param name="abandoned">
    /// Ends the waiting for the turn. A call that has begun goes on though its caller has gone: the app is still at it, and
    /// a second call beside it would break the turn.
    /// </param>
    public async Task<HttpResponseMessage?> TryCallAsync(ActorKey actor, ActorMessage message, CancellationToken abandoned)
    {
        if (!active.TryGetValue(actor, out var activation) && (activation = directory.TryActivate(this, actor)) is null)
            return null;
        if (activation.Config.IsReentrant && message.ReentrancyId is null)
            message = message with { ReentrancyId = Guid.NewGuid().ToString() };
        Meter.Pending(actor.Type, 1);
        try
        {
            return await TakeTurnAsync(activation, message, abandoned);
        }
        finally
        {
            Meter.Pending(actor.Type, -1);
        }
    }

    private async Task<HttpResponseMessage?> TakeTurnAsync(Activation activation, ActorMessage message, CancellationToken abandoned)
    {
        switch (await EnterAsync(activation, activation.Config.IsReentrant ? message.ReentrancyId : null, abandoned))
        {
            case TurnEntry.Closed:
                return null;
            case TurnEntry.TooDeep:
                throw new ActorTooDeepException(activation.Config.MaxStackDepth);
        }

        try
        {
            return await Sidecar.Policies.ForTurn(activation.Actor.Type).RunAsync(limit => CallInTurnAsync(activation, message, limit), statusOf: null, CancellationToken.None);
        }
        finally
        {
            activation.LastCalled = time.GetTimestamp();
            activation.Turns.Leave();
        }
    }

    /// <summary>Makes an actor active. Called by the directory, under its lock.</summary>
    public Activation Activate(ActorKey actor)
    {
        var activation = active.GetOrAdd(actor, _ =>
        {
            Meter.Activated(actor.Type);
            return new Activation(actor, Config.Types[actor.Type]) { LastCalled = time.GetTimestamp() };
        });
        sweep.Watch(activation.Config);
        return activation;
    }

    /// <summary>Waits for the call in progress as long as it may take, and tells the app. Called by the directory.</summary>
    public async Task LetGoAsync(Activation activation)
    {
        var left = activation.Turns.CloseAsync();
        try
        {
            await left.WaitAsync(activation.Config.DrainsCalls ? activation.Config.DrainTimeout : TimeSpan.Zero, time);
        }
        catch (TimeoutException)
        {
            activation.Cut();
            await left;
        }

        Timers.RemoveAll(activation.Actor);
        var confirmed = false;
        try
        {
            var status = await app.DeactivateAsync(activation.Actor, Sidecar.Stopping);
            confirmed = status is >= 200 and <= 299;
            if (!confirmed)
                Sidecar.Log.LogWarning("The app answered {Status} to the deactivation of {Type}/{Id}", status, activation.Actor.Type, activation.Actor.Id);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            Sidecar.Log.LogDebug(failure, "The app was not told that {Type}/{Id} is no longer active", activation.Actor.Type, activation.Actor.Id);
        }

        Meter.Deactivated(activation.Actor.Type, confirmed);
        active.TryRemove(activation.Actor, out _);
        activation.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        sweep.Dispose();
        await Timers.DisposeAsync();
    }

    private static ValueTask<TurnEntry> EnterAsync(Activation activation, string? reentrancyId, CancellationToken abandoned)
    {
        abandoned.ThrowIfCancellationRequested();
        return activation.Turns.EnterAsync(reentrancyId, abandoned);
    }

    private async Task<HttpResponseMessage> CallInTurnAsync(Activation activation, ActorMessage message, CancellationToken limit)
    {
        var cut = activation.CutShort;
        using var span = ActorSpan.Start(Sidecar, activation.Actor, message);
        if (span is not null)
            message = message with { TraceParent = span.Context.Parent };
        try
        {
            // Whose turn has come only because the call before was cut short must not reach the app any more.
            cut.ThrowIfCancellationRequested();
            if (!limit.CanBeCanceled)
                return Noted(span, await app.CallAsync(activation.Actor, message, cut));
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit, cut);
            return Noted(span, await app.CallAsync(activation.Actor, message, either.Token));
        }
        catch (OperationCanceledException late) when (cut.IsCancellationRequested)
        {
            throw new ActorCallException("the actor had to leave its host before the app answered", late);
        }
    }

    private static HttpResponseMessage Noted(Span? span, HttpResponseMessage reply)
    {
        span?.Answered((int)reply.StatusCode);
        return reply;
    }
}
