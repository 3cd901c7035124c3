using System.CommandLine;
using Fleet.Cli.Hosting;

namespace Fleet.Cli.Commands;

/// <summary><c>fleet logs [app]</c>: the end of the apps' logs.</summary>
internal static class LogsCommand
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private static readonly Argument<string?> App = new("app") { Description = "App id, or fleet-runtime (default: all)", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<int> Lines = new("--lines", "-n") { Description = "Lines of each log", DefaultValueFactory = _ => 50 };
    private static readonly Option<bool> Follow = new("--follow") { Description = "Go on with what is written from now on" };
    private static readonly Option<string?> Data = DataOption.Create();

    public static Command Create(TimeProvider time)
    {
        var command = new Command("logs", "Show what the apps and the runtime say.") { App, Lines, Follow, Data };
        command.SetAction((parsed, _) => ShowAsync(DataOption.Of(parsed, Data), parsed.GetValue(App), parsed.GetValue(Lines), parsed.GetValue(Follow), time));
        return command;
    }

    private static async Task<int> ShowAsync(string data, string? app, int lines, bool follow, TimeProvider time)
    {
        var logs = Directory.Exists(DataDirectory.LogsIn(data)) ? Directory.GetFiles(DataDirectory.LogsIn(data), "*.log").Order(StringComparer.Ordinal).ToList() : [];
        var chosen = app is null ? logs : [.. logs.Where(log => Path.GetFileNameWithoutExtension(log) == app)];
        if (chosen.Count == 0)
            throw new CommandFailedException(logs.Count == 0 ? $"There are no logs in {data}." : $"There is no log of '{app}'; there are: {string.Join(", ", logs.Select(Path.GetFileNameWithoutExtension))}.");
        using var interruption = new Interruption();
        await Task.WhenAll(chosen.Select(log => ShowAsync(log, lines, follow, time, interruption.Stop)));
        return 0;
    }

    private static async Task ShowAsync(string path, int lines, bool follow, TimeProvider time, CancellationToken stop)
    {
        var app = Path.GetFileNameWithoutExtension(path);
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
