using System.Net.Http.Headers;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Http;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Configuration;

/// <summary>Tells one app of changes in one store.</summary>
/// <param name="sidecar">Whose app it is.</param>
/// <param name="app">The way to it.</param>
/// <param name="store">Name of the store.</param>
/// <param name="drained">Breaks off what the app does not answer.</param>
internal sealed class ConfigurationSubscription(Sidecar sidecar, AppChannel app, string store, CancellationToken drained)
{
    private IAsyncDisposable? place;
    private volatile bool hasEnded;

    /// <summary>What the app ends it by.</summary>
    public string Id { get; } = Guid.NewGuid().ToString();

    /// <summary>Begins to tell; it is in place when the task completes.</summary>
    public async Task BeginAsync(IConfigurationStore from, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        place = await from.SubscribeAsync(keys, TellAsync, cancellationToken);

    /// <summary>Tells nothing more from now on; completes when the app has answered what it is being told.</summary>
    public async Task EndAsync()
    {
        hasEnded = true;
        if (place is not null)
            await place.DisposeAsync();
    }

    private async Task TellAsync(string key, ConfigurationItem? item)
    {
        try
        {
            await sidecar.Policies.ForInbound(store).RunAsync(attempt => PostAsync(key, item, attempt), status => status, drained);
        }
        catch (OperationCanceledException) when (drained.IsCancellationRequested)
        {
            sidecar.Log.LogDebug("Stopped before the app took the change of configuration item {Key} of {Store}", key, store);
        }
        catch (Exception failure)
        {
            sidecar.Log.LogError("The app was not told of the change of configuration item {Key} of {Store}: {Reason}", key, store, failure.Message);
        }
    }

    // A change that the app has not taken when it unsubscribes is not told again.
    private async Task<int> PostAsync(string key, ConfigurationItem? item, CancellationToken attempt)
    {
        if (hasEnded)
            return 200;
        var content = new ByteArrayContent(JsonText.Bytes(ConfigurationJson.Change(Id, key, item)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = app.Request(HttpMethod.Post, PathText.Escape($"/configuration/{store}/{key}"), content);
        using var response = await app.SendAsync(request, attempt);
        return (int)response.StatusCode == 200 ? 200 : throw new HttpRequestException($"the app answered {(int)response.StatusCode}");
    }
}
