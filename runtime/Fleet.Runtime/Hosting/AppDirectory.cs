using System.Collections.Immutable;

namespace Fleet.Runtime.Hosting;

/// <summary>Which sidecars stand for an app id; several instances take turns.</summary>
public sealed class AppDirectory
{
    private ImmutableDictionary<string, Instances> apps = ImmutableDictionary.Create<string, Instances>(StringComparer.Ordinal);

    /// <summary>The instance whose turn it is; null when the app id is unknown.</summary>
    public Sidecar? Next(string appId) => apps.TryGetValue(appId, out var instances) ? instances.Next() : null;

    /// <summary>All instances of an app.</summary>
    public IReadOnlyList<Sidecar> All(string appId) => apps.TryGetValue(appId, out var instances) ? instances.Sidecars : [];

    internal void Add(Sidecar sidecar) =>
        ImmutableInterlocked.AddOrUpdate(ref apps, sidecar.AppId, _ => new Instances([sidecar]), (_, known) => new Instances([.. known.Sidecars, sidecar]));

    internal void Remove(Sidecar sidecar) => ImmutableInterlocked.Update(ref apps, known =>
    {
        var left = known.TryGetValue(sidecar.AppId, out var instances) ? instances.Sidecars.Where(other => other != sidecar).ToArray() : [];
        return left.Length == 0 ? known.Remove(sidecar.AppId) : known.SetItem(sidecar.AppId, new Instances(left));
    });

    private sealed class Instances(Sidecar[] sidecars)
    {
        private uint turn;

        public Sidecar[] Sidecars => sidecars;

        public Sidecar Next() => sidecars.Length == 1 ? sidecars[0] : sidecars[Interlocked.Increment(ref turn) % sidecars.Length];
    }
}
