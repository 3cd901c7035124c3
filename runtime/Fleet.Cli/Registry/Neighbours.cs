using System.Collections.Concurrent;
using Fleet.Runtime.Hosting;

namespace Fleet.Cli.Registry;

/// <summary>Finds the sidecars of apps that run in other runs of this user. What was found is believed for a second.</summary>
internal sealed class Neighbours(RunRegistry registry, TimeProvider time)
{
    private static readonly TimeSpan Belief = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(string AppId, string Namespace), (Neighbour Found, long At)> known = new();

    /// <summary>The sidecar of an app; null when no other run has that app in that namespace.</summary>
    public Neighbour? Find(string appId, string @namespace)
    {
        if (known.TryGetValue((appId, @namespace), out var last) && time.GetElapsedTime(last.At) < Belief)
            return last.Found;
        var found = registry.All()
            .SelectMany(run => run.Apps, (run, app) => (run.Key, App: app))
            .Where(one => one.App.AppId == appId && one.App.Namespace == @namespace)
            .Select(one => new Neighbour(SidecarClient.ApiOf(one.App), one.Key))
            .FirstOrDefault();
        if (found is not null)
            known[(appId, @namespace)] = (found, time.GetTimestamp());
        return found;
    }
}
