using System.Diagnostics;
using Fleet.Runtime.Http;
using Fleet.Runtime.Resources;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Fleet.Runtime.Telemetry;

/// <summary>The spans of one sidecar, and where they go. Without <c>spec.tracing</c> there are none, and contexts pass as they came.</summary>
public sealed class SidecarTracing : IAsyncDisposable
{
    // Dapr's share when a Configuration asks for tracing, but names no rate.
    private const double DefaultRate = 1e-4;

    private readonly ActivitySource? source;
    private readonly TracerProvider? provider;
    private readonly double rate;

    internal SidecarTracing(string appId, TracingSpec spec, Func<TracerProviderBuilder, TracerProviderBuilder> export)
    {
        if (!spec.IsOn)
            return;
        rate = spec.SamplingRate ?? DefaultRate;
        // Listeners know sources by their names: one of its own keeps the sidecars of a process apart.
        source = new ActivitySource($"dapr/{appId}/{Guid.NewGuid():N}");
        var builder = Sdk.CreateTracerProviderBuilder().AddSource(source.Name).SetSampler(new RatioSampler(rate));
        provider = export(builder).Build();
    }

    /// <summary>Whether there are spans.</summary>
    public bool IsOn => source is not null;

    /// <summary>A call of the API begins; null: no tracing.</summary>
    internal Span? Call(string name, TraceContext parent) => Start(name, ActivityKind.Client, parent);

    /// <summary>A call of the app begins, or one that came from another sidecar; null: no tracing.</summary>
    internal Span? Callback(string name, TraceContext parent) => rate > 0 ? Start(name, ActivityKind.Server, parent) : null;

    /// <summary>Sends what is still held.</summary>
    public async ValueTask DisposeAsync()
    {
        // Waits for the collector, and cannot do that asynchronously.
        if (provider is not null)
            await Task.Run(provider.Dispose);
        source?.Dispose();
    }

    private Span? Start(string name, ActivityKind kind, TraceContext parent)
    {
        if (source is null)
            return null;
        var context = ActivityContext.TryParse(parent.Parent, parent.State, isRemote: true, out var known) ? known : default;
        var current = Activity.Current;
        Activity.Current = null;
        var activity = source.StartActivity(name, kind, context);
        Activity.Current = current;
        return activity is null ? null : new Span(activity);
    }
}
