using System.Text.Json.Nodes;
using Fleet.Runtime.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.PubSub;

/// <summary>Publish and subscribe, for one sidecar.</summary>
public sealed class PubSubBlock : SidecarBlock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim gate = new(1);
    private readonly Dictionary<(string, string), ServedSubscription> running = [];
    private readonly List<Task> ending = [];
    private CancellationTokenSource giveUp = new();
    private IReadOnlyList<Subscription>? programmatic;
    private IReadOnlyList<Subscription> subscriptions = [];
    private bool isServing;
    private bool isDraining;

    internal PubSubBlock(Sidecar sidecar)
        : base(sidecar) => Publisher = new Publisher(sidecar);

    /// <summary>Takes what the app publishes.</summary>
    public Publisher Publisher { get; }

    /// <inheritdoc/>
    public override async Task AppReadyAsync(CancellationToken cancellationToken)
    {
        if (Sidecar.App is not { } app)
            return;
        programmatic = await new SubscriptionBook(Sidecar, Publisher).ProgrammaticAsync(app, cancellationToken);
        await ReloadAsync(cancellationToken);
        await ResumeAsync(cancellationToken);
    }

    /// <summary>
    /// Takes over the declared subscriptions as they are now; the app is not asked again. Those that did not change go on,
    /// and where only the route changed, nothing in the queue is lost.
    /// </summary>
    internal async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (programmatic is null)
                return;
            subscriptions = new SubscriptionBook(Sidecar, Publisher).Together(programmatic);
            if (!isServing)
                return;
            foreach (var gone in running.Keys.Except(subscriptions.Select(KeyOf)).ToList())
            {
                running.Remove(gone, out var served);
                End(served!);
            }

            foreach (var subscription in subscriptions)
                await ServeAsync(subscription, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    // Begins the new one first, so that no event falls between the two.
    private async Task ServeAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        var before = running.GetValueOrDefault(KeyOf(subscription));
        if (before?.TryBecome(subscription) == true)
            return;
        await BeginAsync(subscription, cancellationToken);
        if (before is not null && running[KeyOf(subscription)] != before)
            End(before);
    }

    // Deliveries in progress are not waited for here: the app may be what hangs.
    private void End(ServedSubscription served)
    {
        ending.RemoveAll(task => task.IsCompletedSuccessfully);
        ending.Add(served.EndAsync());
    }

    /// <inheritdoc/>
    public override Task AppHealthChangedAsync(bool isHealthy, CancellationToken cancellationToken) =>
        isHealthy ? ResumeAsync(cancellationToken) : PauseAsync(cancellationToken);

    private async Task ResumeAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (isDraining || isServing)
                return;
            isServing = true;
            foreach (var subscription in subscriptions)
                await BeginAsync(subscription, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    // Waits for deliveries in progress, but not for ever: the app may be what hangs.
    private async Task PauseAsync(CancellationToken atOnce)
    {
        await gate.WaitAsync(CancellationToken.None);
        try
        {
            // Nobody's end waits for a clock that a test has stopped.
            using var late = new CancellationTokenSource(Patience, TimeProvider.System);
            await using var onLate = late.Token.UnsafeRegister(_ => giveUp.Cancel(), null);
            await using var onCancel = atOnce.UnsafeRegister(_ => giveUp.Cancel(), null);
            isServing = false;
            await Task.WhenAll(running.Values.Select(served => served.EndAsync()).Concat(ending));
            running.Clear();
            ending.Clear();
        }
        finally
        {
            giveUp.Dispose();
            giveUp = new CancellationTokenSource();
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public override async Task DrainAsync(CancellationToken cancellationToken)
    {
        isDraining = true;
        await PauseAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Describe(JsonObject metadata)
    {
        if (subscriptions.Count > 0)
            metadata["subscriptions"] = new JsonArray([.. subscriptions.Select(subscription => subscription.Describe())]);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        giveUp.Dispose();
        gate.Dispose();
    }

    private async Task BeginAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        try
        {
            running[KeyOf(subscription)] = await ServedSubscription.BeginAsync(Sidecar, Publisher, subscription, giveUp.Token, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            Sidecar.Log.LogError(failure, "Cannot subscribe to topic {Topic} of pubsub {PubSub}", subscription.Topic, subscription.PubSub);
        }
    }

    private static (string, string) KeyOf(Subscription subscription) => (subscription.PubSub, subscription.Topic);
}
