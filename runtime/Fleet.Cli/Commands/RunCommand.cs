using System.CommandLine;
using Fleet.Cli.Hosting;
using Fleet.Cli.Up;

namespace Fleet.Cli.Commands;

/// <summary><c>fleet run -f FILE</c>: any multi-app run file on the embedded runtime, as <c>dapr run -f</c> would.</summary>
internal static class RunCommand
{
    private static readonly Option<string> RunFile = new("--run-file", "-f") { Description = "Run file, or a folder with a dapr.yaml", Required = true, HelpName = "FILE" };
    private static readonly Option<string?> Data = new("--data") { Description = "Folder for logs and reminders (default: .fleet beside the run file, .fleet-2 ... while others run there)", HelpName = "DIR" };
    private static readonly Option<bool> Strict = new("--strict") { Description = "Any mistake in a file stops the start" };

    public static Command Create(TimeProvider time)
    {
        var command = new Command("run", "Run the apps of a run file beside their sidecars until SIGTERM or Ctrl-C.") { RunFile, Data, Strict };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(RunFile)!, parsed.GetValue(Data), parsed.GetValue(Strict), time));
        return command;
    }

    private static async Task<int> RunAsync(string path, string? dataDirectory, bool strict, TimeProvider time)
    {
        using var interruption = new Interruption();
        var file = UpFiles.Read(path, strict, Console.Error.WriteLine);
        using var data = dataDirectory is null
            ? await DataDirectory.OpenAnyAsync(Path.Combine(Path.GetDirectoryName(file.Path)!, ".fleet"), time)
            : await DataDirectory.OpenAsync(dataDirectory, fresh: false, time);
        var plan = RunPlan.Make(file, 0, [], new Dictionary<string, string>());
        var settings = new RunSettings(plan, data, Environment.CurrentDirectory, strict, Control: null, Echo, Console.Error.WriteLine);
        await using var fleet = await RunningFleet.StartAsync(settings, time, interruption.Stop);
        foreach (var app in plan.Apps)
            Console.WriteLine($"{app.App.AppId}: app port {(app.AppPort is { } port ? port : "none")}, Dapr HTTP {app.HttpPort}, gRPC {app.GrpcPort}");
        await Task.WhenAny(interruption.StoppedAsync(time), fleet.ShutDownAsync());
        Console.WriteLine("Stopping.");
        return 0;
    }

    private static void Echo(string appId, string line) => Console.WriteLine($"== APP - {appId} == {line}");
}
