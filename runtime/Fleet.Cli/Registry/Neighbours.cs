using System.Collections.Concurrent;

namespace Fleet.Cli.Registry;

/// <summary>Finds the sidecars of apps that run in other runs of this user. What was found is believed for a second.</summary>
internal sealed class Neighbours(RunRegistry registry, TimeProvider time)
{
    private static readonly TimeSpan Belief = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (Uri Api, long At)> found = new(StringComparer.Ordinal);

    /// <summary>The HTTP API of an app's sidecar; null when no other run has that app.</summary>
    public Uri? Find(string appId)
    {
        if (found.TryGetValue(appId, out var known) && time.GetElapsedTime(known.At) < Belief)
            return known.Api;
        if (SidecarClient.Find(registry, appId) is not { } app)
            return null;
        var api = SidecarClient.ApiOf(app);
        found[appId] = (api, time.GetTimestamp());
        return api;
    }
}
