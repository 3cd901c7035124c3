using System.Collections.Concurrent;
using Fleet.Runtime.Hosting;

namespace Fleet.Runtime.Configuration;

/// <summary>The configuration subscriptions of one sidecar's app.</summary>
internal sealed class ConfigurationBlock(Sidecar sidecar) : SidecarBlock(sidecar)
{
    private readonly ConcurrentDictionary<(string Store, string Id), ConfigurationSubscription> subscriptions = new();
    private readonly CancellationTokenSource draining = new();
    private readonly List<Task> ending = [];

    /// <summary>Begins to tell the app of changes; answers the id of the subscription.</summary>
    public async Task<string> SubscribeAsync(string name, IConfigurationStore store, IReadOnlyList<string> keys, AppChannel app, CancellationToken cancellationToken)
    {
        var subscription = new ConfigurationSubscription(Sidecar, app, name, draining.Token);
        await subscription.BeginAsync(store, keys, cancellationToken);
        subscriptions[(name, subscription.Id)] = subscription;
        if (draining.IsCancellationRequested)
            Unsubscribe(name, subscription.Id);
        return subscription.Id;
    }

    /// <summary>
    /// Ends a subscription; false: there is none of that id. What the app is being told just now is not waited for: it may be
    /// what unsubscribes.
    /// </summary>
    public bool Unsubscribe(string name, string id)
    {
        if (!subscriptions.TryRemove((name, id), out var subscription))
            return false;
        lock (ending)
        {
            ending.RemoveAll(task => task.IsCompletedSuccessfully);
            ending.Add(subscription.EndAsync());
        }

        return true;
    }

    /// <inheritdoc/>
    public override async Task DrainAsync(CancellationToken cancellationToken)
    {
        // First of all: an app that never answers would be waited for without end.
        await draining.CancelAsync();
        foreach (var (name, id) in subscriptions.Keys)
            Unsubscribe(name, id);
        Task[] all;
        lock (ending)
            all = [.. ending];
        await Task.WhenAll(all);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        draining.Dispose();
    }
}
