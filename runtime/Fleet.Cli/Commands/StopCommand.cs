using System.CommandLine;
using Fleet.Cli.Registry;
using Fleet.Cli.Running;

namespace Fleet.Cli.Commands;

/// <summary><c>fleet stop</c>: ends apps with their sidecars, by app id or by run file.</summary>
internal static class StopCommand
{
    private const int ShortWaitSeconds = 5;

    private static readonly Option<string[]> AppIds = new("--app-id", "-a") { Description = "Id of the app; may come several times" };
    private static readonly Option<string?> RunFile = DaprOptions.Text("Everything that was started from this run file", "--run-file", "-f");
    private static readonly Option<bool> Wait = new("--wait", "-w") { Description = "Wait until they have ended, and kill what has not" };
    private static readonly Option<int> Timeout = new("--timeout", "-t") { Description = "How long --wait waits, in seconds", DefaultValueFactory = _ => 15 };
    private static readonly Option<bool> Kubernetes = DaprOptions.Kubernetes();
    private static readonly Argument<string[]> Names = new("app-ids") { Description = "Ids of apps", Arity = ArgumentArity.ZeroOrMore };

    public static Command Create(TimeProvider time)
    {
        var command = new Command("stop", "Stop apps that run here.") { AppIds, RunFile, Wait, Timeout, Kubernetes, Names };
        command.SetAction((parsed, _) => DaprExit.CodeAsync(() => StopAsync(parsed, time)));
        return command;
    }

    private static async Task<int> StopAsync(ParseResult parsed, TimeProvider time)
    {
        DaprOptions.RefuseKubernetes(parsed, Kubernetes);
        var isPatient = parsed.GetValue(Wait);
        var stopper = new RunStopper(RunRegistry.OfUser(), TimeSpan.FromSeconds(isPatient ? parsed.GetValue(Timeout) : ShortWaitSeconds), isPatient, time);
        if (parsed.GetValue(RunFile) is { } file)
            await SayAsync(stopper.StopFileAsync(PathOf(file)), "Dapr and app processes stopped successfully", "Failed to stop Dapr and app processes");
        foreach (var id in (parsed.GetValue(Names) ?? []).Concat(parsed.GetValue(AppIds) ?? []))
            await SayAsync(stopper.StopAppAsync(id), $"app stopped successfully: {id}", $"failed to stop app id {id}");
        return 0;
    }

    // As with the Dapr CLI, an app that is not there is a message, not a failure: what was wanted holds.
    private static async Task SayAsync(Task<string?> stopping, string success, string failure)
    {
        if (await stopping is { } why)
            await Console.Error.WriteLineAsync(Say.Failure($"{failure}: {why}"));
        else
            Console.WriteLine(Say.Success(success));
    }

    private static string PathOf(string file) => Path.GetFullPath(Directory.Exists(file) ? Path.Combine(file, "dapr.yaml") : file);
}
