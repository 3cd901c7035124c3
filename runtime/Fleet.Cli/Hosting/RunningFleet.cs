using Fleet.Cli.Processes;
using Fleet.Runtime.Faults;
using Fleet.Runtime.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.Cli.Hosting;

/// <summary>How to run the apps of a plan.</summary>
/// <param name="Plan">The apps and ports.</param>
/// <param name="Data">The data directory.</param>
/// <param name="ComponentDirectory">Where relative paths in component files count from; null: each from its app's directory.</param>
/// <param name="Strict">Whether any mistake in a resource file stops the start.</param>
/// <param name="Control">Address of the control endpoint; null when there is none.</param>
/// <param name="Keep">Whether an app that ends is started again.</param>
/// <param name="Logs">Where the output goes.</param>
internal sealed record RunSettings(RunPlan Plan, DataDirectory Data, string? ComponentDirectory, bool Strict, Uri? Control, bool Keep, IRunLogs Logs)
{
    /// <summary>Finds the sidecars of other runs by app id; null when they are nobody's business.</summary>
    public Func<string, string, Neighbour?>? Elsewhere { get; init; }

    /// <summary>What other runs show that carry a call here; null: none may.</summary>
    public string? NeighbourKey { get; init; }

    /// <summary>What is to go wrong; null: nothing can.</summary>
    public FaultBook? Faults { get; init; }
}

/// <summary>The apps as processes and the embedded runtime with their sidecars, from start to clean stop.</summary>
internal sealed class RunningFleet : IAsyncDisposable
{
    private readonly RunSettings settings;
    private readonly ILoggerFactory logs;
    private readonly TimeProvider time;
    private readonly AppGroup apps;
    private FleetRuntime? runtime;

    private RunningFleet(RunSettings settings, TimeProvider time)
    {
        this.settings = settings;
        this.time = time;
        logs = settings.Logs.OfRuntime();
        apps = new AppGroup(time, Record);
    }

    /// <summary>The apps' processes.</summary>
    public IReadOnlyList<AppProcess> Apps => apps.Apps;

    /// <summary>The runtime that plays the sidecars.</summary>
    public FleetRuntime Runtime => runtime ?? throw new InvalidOperationException("the runtime has not been started");

    /// <summary>The sidecars.</summary>
    public IReadOnlyList<Sidecar> Sidecars => runtime?.Sidecars ?? [];

    /// <summary>Starts apps and runtime side by side; the sidecars listen when this returns.</summary>
    /// <exception cref="RuntimeStartException">Mistakes in resource files, a component that cannot start.</exception>
    public static async Task<RunningFleet> StartAsync(RunSettings settings, TimeProvider time, CancellationToken cancellation)
    {
        var fleet = new RunningFleet(settings, time);
        try
        {
            foreach (var app in settings.Plan.Apps.Where(app => app.App.Command.Count > 0))
                fleet.apps.Start(app.Command(), settings.Logs.OfApp(app), settings.Keep);
            fleet.runtime = await FleetRuntime.StartAsync(fleet.RuntimeOptions(), cancellation);
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    /// <summary>Done when every sidecar was told over its API to shut down, as a daprd ends then.</summary>
    public Task ShutDownAsync() => Task.WhenAll(Sidecars.Select(sidecar => Interruption.WaitAsync(time, sidecar.Stopping)));

    /// <summary>Stops the apps while their sidecars still serve them, then the runtime.</summary>
    public async ValueTask DisposeAsync()
    {
        await apps.DisposeAsync();
        if (runtime is not null)
            await runtime.DisposeAsync();
        logs.Dispose();
        RunRecord.Remove(settings.Data.Path);
    }

    private RuntimeOptions RuntimeOptions() => new()
    {
        Sidecars = [.. settings.Plan.Apps.Select(app => app.Sidecar(settings.ComponentDirectory ?? app.App.Directory))],
        Time = time,
        DataDirectory = settings.ComponentDirectory ?? settings.Data.State,
        SchedulerDatabase = settings.Data.Scheduler,
        Elsewhere = settings.Elsewhere,
        NeighbourKey = settings.NeighbourKey,
        Strict = settings.Strict,
        Faults = settings.Faults,
        Logs = logs,
    };

    private void Record(IReadOnlyList<RunningApp> apps)
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        new RunRecord(ProcessIdentity.Of(self), settings.Control, apps).Write(settings.Data.Path);
    }
}
