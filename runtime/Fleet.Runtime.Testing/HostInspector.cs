using System.Text;
using Fleet.Runtime.Inspection;
using Fleet.Runtime.Resiliency;

namespace Fleet.Runtime.Testing;

/// <summary>A look inside a host: what lies where, who was called, what was published. It changes nothing.</summary>
public sealed class HostInspector
{
    private readonly FleetTestHost host;
    private readonly Recent<AppCall> calls;
    private readonly Recent<PublishedEvent> published;
    private readonly Recent<AppFailure> failures;

    internal HostInspector(FleetTestHost host, Recent<AppCall> calls, Recent<PublishedEvent> published, Recent<AppFailure> failures) =>
        (this.host, this.calls, this.published, this.failures) = (host, calls, published, failures);

    /// <summary>What an app's sidecar has done on each target that it called under a policy, with the breakers.</summary>
    public IReadOnlyList<TargetStatus> Targets(string appId) =>
        [.. new RuntimeInspector(host.Runtime).Targets().Where(target => target.Key == appId).Select(target => target.Value)];

    /// <summary>Requests that reached an app through its sidecar, oldest first.</summary>
    public IReadOnlyList<AppCall> Calls(string appId) => [.. calls.All.Where(call => call.App == appId)];

    /// <summary>Requests that reached an app at one path (without the query), oldest first.</summary>
    public IReadOnlyList<AppCall> Calls(string appId, string path) => [.. Calls(appId).Where(call => call.Path.Split('?')[0] == path)];

    /// <summary>What handlers of an app threw, oldest first, also where it was called past its sidecar.</summary>
    public IReadOnlyList<AppFailure> Failures(string appId) => [.. failures.All.Where(failure => failure.App == appId)];

    /// <summary>Events of a topic that a broker took, oldest first.</summary>
    public IReadOnlyList<PublishedEvent> Published(string topic) => [.. published.All.Where(told => told.Topic == topic)];

    /// <summary>All queues, with what waits and what is being delivered.</summary>
    public Task<IReadOnlyList<QueueStatus>> QueuesAsync() => new RuntimeInspector(host.Runtime).QueuesAsync();

    /// <summary>What an app's store holds, as text, by whole keys (<c>app||key</c>).</summary>
    /// <exception cref="KeyNotFoundException">The app has no such store.</exception>
    public async Task<IReadOnlyDictionary<string, string>> StateAsync(string appId, string store)
    {
        var entries = await new RuntimeInspector(host.Runtime).StateAsync(appId, store, int.MaxValue);
        return entries.ToDictionary(entry => entry.Key, entry => Encoding.UTF8.GetString(entry.Value.Span), StringComparer.Ordinal);
    }
}
