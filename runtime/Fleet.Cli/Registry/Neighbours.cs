using System.Collections.Concurrent;
using Fleet.Runtime.Hosting;

namespace Fleet.Cli.Registry;

/// <summary>
/// Finds the sidecars of apps that run in other runs of this user; several instances take turns. What was found is believed
/// for a second, or until one of them cannot be reached: that one gets no turn for as long.
/// </summary>
internal sealed class Neighbours(RunRegistry registry, TimeProvider time)
{
    private static readonly TimeSpan Belief = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(string AppId, string Namespace), (Neighbour[] Found, long At)> known = new();
    private readonly ConcurrentDictionary<Uri, long> lost = new();
    private uint turn;

    /// <summary>The sidecar whose turn it is; null when no other run has that app in that namespace.</summary>
    public Neighbour? Find(string appId, string @namespace)
    {
        var key = (appId, @namespace);
        if (known.TryGetValue(key, out var last) && time.GetElapsedTime(last.At) < Belief)
            return last.Found[Interlocked.Increment(ref turn) % last.Found.Length];
        var found = Look(key);
        if (found.Length == 0)
            return null;
        known[key] = (found, time.GetTimestamp());
        return found[Interlocked.Increment(ref turn) % found.Length];
    }

    // A run that is just ending is in the registry still. When all are lost, all are tried: the caller learns why it fails.
    private Neighbour[] Look((string AppId, string Namespace) key)
    {
        var all = registry.All()
            .SelectMany(run => run.Apps, (run, app) => (run.Key, App: app))
            .Where(one => one.App.AppId == key.AppId && one.App.Namespace == key.Namespace)
            .Select(one => new Neighbour(SidecarClient.ApiOf(one.App), one.Key) { Lost = api => Lose(key, api) })
            .ToArray();
        var live = all.Where(IsLive).ToArray();
        return live.Length > 0 ? live : all;
    }

    private bool Lose((string AppId, string Namespace) key, Uri api)
    {
        lost[api] = time.GetTimestamp();
        known.TryRemove(key, out _);
        return Look(key).Any(IsLive);
    }

    private bool IsLive(Neighbour neighbour) => !lost.TryGetValue(neighbour.Api, out var at) || time.GetElapsedTime(at) >= Belief;
}
