using System.Globalization;
using Fleet.Cli.Hosting;
using Fleet.Cli.Processes;
using Fleet.Cli.Registry;
using Fleet.Runtime.Hosting;

namespace Fleet.Cli.Running;

/// <summary>Tells people, scripts and the registry how a run goes, in the words that scripts written for the Dapr CLI look for.</summary>
internal sealed class RunReport(RunPlan plan, RunLogs logs, RunRequest request, Action<IReadOnlyList<AppEntry>> register)
{
    private const long DefaultBody = 4 << 20;

    /// <summary>Before anything runs.</summary>
    public void Starting()
    {
        if (plan.Apps.Any(app => app.App.Ports.DaprGrpc is not null))
            Console.WriteLine(Say.Info("The gRPC port is handed to the app but not opened: the embedded runtime speaks HTTP only."));
        foreach (var app in plan.Apps)
        {
            if (app.App.Command.Count == 0)
                Console.WriteLine(request.Single ? "WARNING: no application command found." : Say.Warning($"No application command found for app \"{app.App.AppId}\" present in {request.File.Path}"));
            Console.WriteLine(Say.Info(request.Single ? Named("Starting Dapr with id", app) : $"Validating config and starting app \"{app.App.AppId}\""));
        }
    }

    /// <summary>The sidecars listen and the apps were started.</summary>
    public void Started(RunningFleet fleet)
    {
        Register(fleet);
        foreach (var app in plan.Apps.Where(app => app.AppPort is not null))
            Log(app, $"application protocol: {app.App.Protocol}. waiting on port {app.AppPort}.  This will block until the app is listening on that port.");
        if (request.Single)
            return;
        foreach (var app in plan.Apps)
        {
            Console.WriteLine(Say.Info($"Started Dapr with app id \"{app.App.AppId}\". HTTP Port: {app.HttpPort}. gRPC Port: {app.GrpcPort}"));
            if (logs.FolderOf(app.App) is { } folder)
                Console.WriteLine(Say.Info($"Writing log files to directory : {folder}"));
        }
    }

    /// <summary>Tells the registry which apps run; not those whose sidecar has been shut down.</summary>
    public void Register(RunningFleet fleet)
    {
        var running = fleet.Sidecars.Where(sidecar => !sidecar.IsStopped).Select(sidecar => sidecar.Options.HttpPort).ToHashSet();
        register([.. plan.Apps.Where(app => running.Contains(app.HttpPort)).Select(app => Entry(app, ProcessOf(app, fleet)))]);
    }

    /// <summary>An app has not listened for a while; who only sees the terminal would not know why nothing happens.</summary>
    public void Waiting(Sidecar sidecar)
    {
        if (AppOf(sidecar) is { AppPort: { } port } app)
            Console.WriteLine(Say.Info(Text($"App \"{app.App.AppId}\" does not listen on port {port} yet; its sidecar waits for it.")));
    }

    /// <summary>An app listens, or has no port to listen on.</summary>
    public void Ready(Sidecar sidecar, TimeSpan took)
    {
        var app = AppOf(sidecar);
        if (app.AppPort is { } port)
            Log(app, $"application discovered on port {port}");
        Log(app, $"dapr initialized. Status: Running. Init Elapsed {took.TotalMilliseconds:0}ms");
        var command = app.App.Command;
        if (!request.Single && logs.OfSidecar(app.App.AppId).FilePath is not null)
            logs.OfSidecar(app.App.AppId).Write(Say.Success("You're up and running! Dapr logs will appear here."));
        if (!request.Single)
            return;
        if (command.Count > 0)
            Console.WriteLine(Say.Info($"Updating metadata for app command: {string.Join(' ', command)}"));
        var what = command.Count > 0 ? "Both Dapr and your app logs" : "Dapr logs";
        Console.WriteLine(Say.Success($"You're up and running! {what} will appear here.\n"));
    }

    /// <summary>A sidecar of several has ended while the run goes on.</summary>
    public void ShutDown(Sidecar sidecar, RunningFleet fleet)
    {
        Register(fleet);
        if (!request.Single)
            Console.WriteLine(Say.Info($"Dapr with app id \"{sidecar.AppId}\" was told to shut down (POST /v1.0/shutdown) and has ended."));
    }

    /// <summary>Says when an app has ended on its own.</summary>
    public async Task WatchAsync(AppProcess app)
    {
        var code = await app.Ended;
        var failure = Say.Failure($"The App process exited with error code: {Status(code)}");
        if (!request.Single)
            app.Log.Write(code == 0 ? Say.Success("Exited App successfully") : failure);
        else if (code != 0)
            Console.Error.WriteLine(failure);
    }

    /// <summary>The run has been told to end.</summary>
    public void Ending()
    {
        if (request.Single)
            Console.WriteLine(Say.Info("\nterminated signal received: shutting down"));
        else
            Console.WriteLine("\n" + Say.Info("Received signal to stop Dapr and app processes. Shutting down Dapr and app processes."));
    }

    /// <summary>Everything has ended.</summary>
    /// <param name="code">Exit code of the run.</param>
    public void Ended(int code)
    {
        if (!request.Single)
            return;
        Console.WriteLine(Say.Success("Exited Dapr successfully"));
        if (code != 0)
            Console.Error.WriteLine(Say.Failure("Error exiting App: the app failed"));
        else if (plan.Apps[0].App.Command.Count > 0)
            Console.WriteLine(Say.Success("Exited App successfully"));
    }

    private void Log(AppPlan app, FormattableString message)
    {
        if (app.App.Sidecar.LogLevel is "info" or "debug")
            logs.OfSidecar(app.App.AppId).Write($"level=info msg=\"{Text(message)}\" app_id={app.App.AppId} type=log");
    }

    private AppPlan AppOf(Sidecar sidecar) => plan.Apps.First(app => app.HttpPort == sidecar.Options.HttpPort);

    private static string Named(string what, AppPlan app) => $"{what} {app.App.AppId}. HTTP Port: {app.HttpPort}. gRPC Port: {app.GrpcPort}";

    // A shell tells of a signal as 128 and its number.
    private static string Status(int code) => code > 128 ? Text($"signal {code - 128}") : Text($"exit status {code}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // Several apps may have one id, so that only their order tells the processes apart.
    private AppProcess? ProcessOf(AppPlan app, RunningFleet fleet)
    {
        var index = plan.Apps.Where(other => other.App.Command.Count > 0).ToList().IndexOf(app);
        return index < 0 ? null : fleet.Apps[index];
    }

    private AppEntry Entry(AppPlan app, AppProcess? process) => new(
        app.App.AppId,
        app.Namespace,
        app.HttpPort,
        app.GrpcPort,
        app.AppPort ?? 0,
        process?.Identity?.Pid ?? 0,
        string.Join(' ', app.App.Command),
        app.App.Sidecar.EnableMetrics,
        app.App.MaxBodyBytes ?? DefaultBody,
        app.App.Sidecar.ReadBufferBytes,
        process?.Log.FilePath,
        logs.OfSidecar(app.App.AppId).FilePath);
}
