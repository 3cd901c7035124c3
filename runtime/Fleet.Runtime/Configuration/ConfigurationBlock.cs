using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Http;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Configuration;

/// <summary>The configuration subscriptions of one sidecar's app.</summary>
internal sealed class ConfigurationBlock(Sidecar sidecar) : SidecarBlock(sidecar)
{
    private readonly ConcurrentDictionary<(string Store, string Id), IAsyncDisposable> subscriptions = new();

    /// <summary>Begins to tell the app of changes; answers the id of the subscription.</summary>
    public async Task<string> SubscribeAsync(string name, IConfigurationStore store, IReadOnlyList<string> keys, AppChannel app, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString();
        var subscription = await store.SubscribeAsync(keys, (key, item) => TellAsync(app, name, id, key, item), cancellationToken);
        subscriptions[(name, id)] = subscription;
        if (Sidecar.IsStopped)
            await UnsubscribeAsync(name, id);
        return id;
    }

    /// <summary>Ends a subscription; false: there is none of that id.</summary>
    public async Task<bool> UnsubscribeAsync(string name, string id)
    {
        if (!subscriptions.TryRemove((name, id), out var subscription))
            return false;
        await subscription.DisposeAsync();
        return true;
    }

    /// <inheritdoc/>
    public override async Task DrainAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, id) in subscriptions.Keys)
            await UnsubscribeAsync(name, id);
    }

    private async Task TellAsync(AppChannel app, string store, string id, string key, ConfigurationItem? item)
    {
        try
        {
            await Sidecar.Policies.ForInbound(store).RunAsync(PostAsync, status => status, Sidecar.Stopping);
        }
        catch (Exception failure)
        {
            Sidecar.Log.LogError("The app was not told of the change of configuration item {Key} of {Store}: {Reason}", key, store, failure.Message);
        }

        async Task<int> PostAsync(CancellationToken attempt)
        {
            var content = new ByteArrayContent(JsonText.Bytes(ConfigurationJson.Change(id, key, item)));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var request = app.Request(HttpMethod.Post, PathText.Escape($"/configuration/{store}/{key}"), content);
            using var response = await app.SendAsync(request, attempt);
            return (int)response.StatusCode == 200 ? 200 : throw new HttpRequestException($"the app answered {(int)response.StatusCode}");
        }
    }
}
