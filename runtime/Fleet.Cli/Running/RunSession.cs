using System.Security.Cryptography;
using Fleet.Cli.Control;
using Fleet.Cli.Hosting;
using Fleet.Cli.Processes;
using Fleet.Cli.Registry;
using Fleet.Cli.Up;
using Fleet.Runtime.Faults;
using Fleet.Runtime.Hosting;

namespace Fleet.Cli.Running;

/// <summary>One <c>fleet run</c> from start to end: as <c>dapr run</c> does it, with one process in place of many.</summary>
internal sealed class RunSession(RunRequest request, RunRegistry registry, Interruption interruption, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly DateTimeOffset startedAt = time.GetUtcNow();
    private readonly Lock gate = new();
    private readonly string key = RandomNumberGenerator.GetHexString(32);
    private bool ending;

    /// <summary>Runs until it is told to end. The exit code: 1 when the single app failed, or a sidecar broke off calls of actors, else 0.</summary>
    /// <exception cref="CommandFailedException">It cannot start.</exception>
    public async Task<int> RunAsync()
    {
        var own = request.DataDirectory is null;
        var data = own
            ? await DataDirectory.OpenAnyAsync(request.OwnDataDirectory, time)
            : await DataDirectory.OpenAsync(request.DataDirectory!, fresh: false, time);
        try
        {
            return await RunAsync(data);
        }
        finally
        {
            if (own)
                data.RemoveIfUnused();
            data.Dispose();
        }
    }

    private async Task<int> RunAsync(DataDirectory data)
    {
        var plan = RunPlan.Make(request.File, 0, [], new Dictionary<string, string>());
        var logs = new RunLogs(plan, request.Single, time);
        var control = request.FaultSeed is null ? null : ControlAddress.At(Ports.Free([]));
        var report = new RunReport(plan, logs, request, apps => Register(apps, data.Path, control));
        report.Starting();
        var settings = new RunSettings(plan, data, ComponentDirectory: null, request.Strict, control, Keep: false, logs)
        {
            Elsewhere = new Neighbours(registry, time).Find,
            NeighbourKey = key,
            Faults = request.FaultSeed is { } seed ? new FaultBook(time, seed) : null,
        };
        var code = 0;
        FleetRuntime runtime;
        try
        {
            await using var fleet = await RunningFleet.StartAsync(settings, time, interruption.Stop);
            runtime = fleet.Runtime;
            await using var faults = control is null ? null : await ControlEndpoint.StartAsync(control.Port, state: null, fleet.Runtime, settings.Faults, interruption.Stop);
            if (control is not null)
                Console.WriteLine(Say.Info($"Faults are allowed: fleet fault --control {control}"));
            foreach (var app in fleet.Apps)
                app.EndAtOnceOn(interruption.Abort);
            report.Started(fleet);
            await EndAsync(fleet, report);
            code = request.Single && fleet.Apps.Any(app => app.Ended is { IsCompletedSuccessfully: true, Result: not 0 }) ? 1 : 0;
            report.Ending();
        }
        finally
        {
            using var self = System.Diagnostics.Process.GetCurrentProcess();
            registry.Remove(self.Id);
        }

        code = runtime.HasBrokenOff ? 1 : code;
        report.Ended(code);
        return code;
    }

    // A run ends when it is told to, when all its sidecars were told to shut down and, of a single app, with that app.
    private async Task EndAsync(RunningFleet fleet, RunReport report)
    {
        foreach (var sidecar in fleet.Sidecars)
            _ = ForgetAsync(sidecar, fleet, report);
        var ends = fleet.Apps.Select(app => report.WatchAsync(app)).ToList();
        var end = Task.WhenAny([interruption.StoppedAsync(time), fleet.ShutDownAsync(), .. request.Single ? ends : []]);
        var readying = fleet.Sidecars.Select(sidecar => ReadyAsync(sidecar, end, report)).ToList();
        await end;
        await Task.WhenAll(readying);
        lock (gate)
            ending = true;
    }

    private async Task ForgetAsync(Sidecar sidecar, RunningFleet fleet, RunReport report)
    {
        await Interruption.WaitAsync(time, sidecar.Stopping);
        lock (gate)
        {
            if (!ending)
                report.ShutDown(sidecar, fleet);
        }
    }

    private async Task ReadyAsync(Sidecar sidecar, Task end, RunReport report)
    {
        var ready = Task.WhenAny(sidecar.AppReady, Interruption.WaitAsync(time, sidecar.Stopping), end);
        if (await Task.WhenAny(ready, Task.Delay(Patience, time)) != ready)
        {
            report.Waiting(sidecar);
            await ready;
        }

        if (sidecar.IsAppReady && !end.IsCompleted)
            report.Ready(sidecar, time.GetUtcNow() - startedAt);
    }

    private void Register(IReadOnlyList<AppEntry> apps, string data, Uri? control)
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        var file = request.Single ? null : request.File.Path;
        try
        {
            registry.Put(new RunEntry(ProcessIdentity.Of(self), startedAt, file, request.File.Name, key, apps) { Data = data, Control = control });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(Say.Warning($"`fleet list`, `stop`, `invoke` and `publish` will not find this run: {e.Message}"));
        }
    }
}
