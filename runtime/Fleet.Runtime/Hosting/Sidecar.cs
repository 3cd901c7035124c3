using Fleet.Runtime.Components;
using Fleet.Runtime.Health;
using Fleet.Runtime.Middleware;
using Fleet.Runtime.PubSub;
using Fleet.Runtime.Resiliency;
using Fleet.Runtime.Telemetry;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Hosting;

/// <summary>One app instance's sidecar: its components, its blocks, and the way to its app.</summary>
public sealed class Sidecar : IAsyncDisposable
{
    // Beside the time that calls in progress are given: blocks break off by themselves before it is over.
    private static readonly TimeSpan DrainMargin = TimeSpan.FromSeconds(7);

    private readonly TaskCompletionSource appReady = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource stopping = new();
    private readonly IReadOnlyList<ISidecarBlock> blocks;
    private readonly ILogger log;
    private readonly Lock stopGate = new();
    private Task waitingForApp = Task.CompletedTask;
    private Task? stop;

    internal Sidecar(FleetRuntime runtime, SidecarOptions options, SidecarResources resources, ComponentSet components)
    {
        Runtime = runtime;
        Options = options;
        Resources = resources;
        Components = components;
        Policies = new ResiliencyPolicies(resources.Resiliencies, name => components.Spec(name)?.Type, runtime.Shared.Time);
        log = runtime.Shared.Logs.CreateLogger("fleet.runtime." + options.AppId);
        Metrics = new SidecarMetrics(options.AppId, options.Namespace, resources.Configuration.Metrics, runtime.Shared.Time);
        var tracing = resources.Configuration.Tracing.With(options.Environment);
        Tracing = new SidecarTracing(options.AppId, tracing, builder => SpanExport.AddTo(builder, tracing, options.AppId, runtime.Shared.Time, log));
        if (Metrics.IsEnabled)
            Policies.Acted += Metrics.Resiliency.Record;
        ApiPipeline = HttpPipeline.Of(resources.Configuration.HttpPipeline, components);
        AppPipeline = HttpPipeline.Of(resources.Configuration.AppHttpPipeline, components);
        App = options.AppPort is null && options.AppHandler is null ? null : new AppChannel(options, Metrics.Http, AppPipeline, runtime.Faults);
        blocks = BuildingBlocks.Create(this);
    }

    /// <summary>The runtime that plays it.</summary>
    public FleetRuntime Runtime { get; }

    /// <summary>How it was asked for.</summary>
    public SidecarOptions Options { get; }

    /// <summary>App id.</summary>
    public string AppId => Options.AppId;

    /// <summary>What its resource files declare for this app.</summary>
    public SidecarResources Resources { get; private set; }

    /// <summary>Its components.</summary>
    public ComponentSet Components { get; }

    /// <summary>What it counts and times.</summary>
    public SidecarMetrics Metrics { get; }

    /// <summary>Its part in traces.</summary>
    public SidecarTracing Tracing { get; }

    /// <summary>Its resiliency policies.</summary>
    public ResiliencyPolicies Policies { get; }

    /// <summary>What calls of its API go through.</summary>
    public HttpPipeline ApiPipeline { get; }

    /// <summary>What calls of its app, and of endpoints outside, go through.</summary>
    public HttpPipeline AppPipeline { get; }

    /// <summary>The way to its app; null: it has none.</summary>
    public AppChannel? App { get; }

    /// <summary>The app has listened, and every block has been told.</summary>
    public bool IsAppReady => appReady.Task.IsCompleted;

    /// <summary>Done when <see cref="IsAppReady"/>; never, when it stops before.</summary>
    public Task AppReady => appReady.Task;

    /// <summary>It no longer answers.</summary>
    public bool IsStopped => stopping.IsCancellationRequested;

    /// <summary>Its end broke off calls that were in progress; a daprd ends with an error then.</summary>
    public bool HasBrokenOff { get; internal set; }

    /// <summary>Cancelled when it stops.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>The API calls that it is answering.</summary>
    internal CallsInProgress Calls { get; } = new();

    /// <summary>All its blocks.</summary>
    public IReadOnlyList<ISidecarBlock> Blocks => blocks;

    /// <summary>Its part of a block.</summary>
    public T Block<T>()
        where T : class, ISidecarBlock
    {
        foreach (var block in blocks)
        {
            if (block is T found)
                return found;
        }

        throw new InvalidOperationException($"there is no block {typeof(T).Name}");
    }

    /// <summary>A logger that names the app.</summary>
    public ILogger Log => log;

    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var block in blocks)
            await block.StartAsync(cancellationToken);
        waitingForApp = WaitForAppAsync();
    }

    /// <summary>Puts other resiliency policies and subscriptions in force.</summary>
    internal async Task ReloadAsync(SidecarResources resources, CancellationToken cancellationToken)
    {
        if (IsStopped)
            return;
        Resources = resources;
        Policies.Replace(resources.Resiliencies);
        await Block<PubSubBlock>().ReloadAsync(cancellationToken);
    }

    /// <summary>Stops delivering and answering, waits for what is in progress, closes the components; once, whoever asks.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (stopGate)
            return stop ??= StopOnceAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        stopping.Dispose();
    }

    private async Task StopOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var block in blocks.Reverse())
            await DrainAsync(block, cancellationToken);
        // Nobody's end waits for a clock that a test has stopped.
        if (!await Calls.CloseAsync(Options.GracefulShutdown, TimeProvider.System, cancellationToken))
            HasBrokenOff = Runtime.HasBrokenOff = true;
        await stopping.CancelAsync();
        await waitingForApp;
        foreach (var block in blocks.Reverse())
            await block.DisposeAsync();
        foreach (var component in Components.All)
            await component.Component.DisposeAsync();
        App?.Dispose();
        await Tracing.DisposeAsync();
    }

    // An app that hangs must not hold up its sidecar's end; once the sidecar is stopping, whatever waits for the app is broken off.
    private async Task DrainAsync(ISidecarBlock block, CancellationToken cancellationToken)
    {
        var drained = block.DrainAsync(cancellationToken);
        try
        {
            await drained.WaitAsync(Options.GracefulShutdown + DrainMargin, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException) when (!drained.IsCompleted)
        {
            log.LogWarning("{Block} still waits for the app and is broken off", block.GetType().Name);
            HasBrokenOff = Runtime.HasBrokenOff = true;
        }
    }

    private async Task WaitForAppAsync()
    {
        try
        {
            if (App is not null)
            {
                while (!await App.ListensAsync(Stopping))
                    await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Stopping);
            }

            // A sidecar whose app listens but is not well yet answers already; it only leaves the app alone.
            var health = Block<AppHealthBlock>();
            if (!await health.IsWellAsync(Stopping))
            {
                appReady.TrySetResult();
                await health.WaitUntilWellAsync(Stopping);
            }

            foreach (var block in blocks)
                await block.AppReadyAsync(Stopping);
            appReady.TrySetResult();
        }
        catch (OperationCanceledException) when (IsStopped)
        {
            log.LogDebug("Stopped before the app was there");
        }
        catch (Exception failure)
        {
            log.LogError(failure, "Cannot serve the app");
        }
    }
}
