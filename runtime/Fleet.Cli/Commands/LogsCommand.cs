using System.CommandLine;
using Fleet.Cli.Processes;
using Fleet.Cli.Registry;

namespace Fleet.Cli.Commands;

/// <summary><c>fleet logs [app]</c>: the end of the apps' logs.</summary>
internal static class LogsCommand
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private static readonly Argument<string?> App = new("app") { Description = "App id, or of `fleet up` fleet-runtime (default: all)", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<int> Lines = new("--lines", "-n") { Description = "Lines of each log", DefaultValueFactory = _ => 50 };
    private static readonly Option<bool> Follow = new("--follow") { Description = "Go on with what is written from now on" };
    private static readonly Option<string?> Data = DataOption.Create();

    private static readonly Option<bool> Kubernetes = DaprOptions.Kubernetes();

    public static Command Create(TimeProvider time)
    {
        var command = new Command("logs", "Show what the apps and the runtime say.") { App, Lines, Follow, Data, Kubernetes };
        command.SetAction((parsed, _) => parsed.GetValue(Kubernetes)
            ? DaprExit.CodeAsync(() => throw new CommandFailedException(DaprOptions.NotForKubernetes))
            : ShowAsync(Choose(RunRegistry.OfUser().All(), DataOption.Given(parsed, Data), DataOption.Own()), parsed.GetValue(App), parsed.GetValue(Lines), parsed.GetValue(Follow), time));
        return command;
    }

    /// <summary>The logs of the run with a data folder; without one of what runs, `fleet up` first; else those that it left.</summary>
    internal static LogFiles Choose(IReadOnlyList<RunEntry> runs, string? data, string? own)
    {
        var meant = runs.Where(run => data is null || run.Data == data).ToList();
        var folder = data ?? own;
        using var up = folder is null ? null : RunRecord.Read(folder)?.Cli.Find();
        return meant.Count > 0 && (data is not null || up is null)
            ? LogFiles.OfRuns(meant)
            : LogFiles.In(folder ?? throw new CommandFailedException("Nothing runs; --data names the folder of a run that has ended."));
    }

    private static async Task<int> ShowAsync(LogFiles logs, string? app, int lines, bool follow, TimeProvider time)
    {
        var chosen = app is null ? logs.Files : [.. logs.Files.Where(log => log.App == app || log.App == app + "-daprd")];
        if (chosen.Count == 0)
        {
            var there = logs.Files.Count == 0 ? $"There are no logs of {logs.Of}" : $"There is no log of '{app}'; there are: {string.Join(", ", logs.Files.Select(log => log.App))}";
            throw new CommandFailedException(there + (logs.Without.Count == 0 ? "." : $"; the terminal of the run has those of {string.Join(", ", logs.Without)}."));
        }

        await Console.Error.WriteLineAsync($"Logs of {logs.Of}:");
        using var interruption = new Interruption();
        await Task.WhenAll(chosen.Select(log => ShowAsync(log.App, log.Path, lines, follow, time, interruption.Stop)));
        return 0;
    }

    private static async Task ShowAsync(string app, string path, int lines, bool follow, TimeProvider time, CancellationToken stop)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var last = new Queue<string>();
        while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
        {
            last.Enqueue(line);
            if (last.Count > lines)
                last.Dequeue();
        }

        foreach (var line in last)
            Console.WriteLine($"{app} | {line}");
        while (follow && !stop.IsCancellationRequested)
        {
            if (await reader.ReadLineAsync(CancellationToken.None) is { } line)
                Console.WriteLine($"{app} | {line}");
            else
                await Task.WhenAny(Task.Delay(Step, time, stop));
        }
    }
}
