using System.CommandLine;
using Fleet.Cli.Registry;
using Fleet.Cli.RunFiles;
using Fleet.Cli.Running;
using YamlDotNet.RepresentationModel;

namespace Fleet.Cli.Commands;

/// <summary><c>fleet run</c>: a run file, or a single app, on the embedded runtime, as <c>dapr run</c> would.</summary>
internal static class RunCommand
{
    private const string StandardInput = "-";

    private static readonly Option<string?> RunFile = new("--run-file", "-f") { Description = "Run file, a folder with a dapr.yaml, or - for standard input", HelpName = "FILE" };
    private static readonly Option<string?> Data = new("--data") { Description = "Folder for reminders and jobs (default: .fleet beside the run file, .fleet-APP for a single app)", HelpName = "DIR" };
    private static readonly Option<bool> Strict = new("--strict") { Description = "Any mistake in a file stops the start" };
    private static readonly Option<bool> Kubernetes = DaprOptions.Kubernetes();
    private static readonly Argument<string[]> Words = new("command") { Description = "The app's program and arguments, best after --; without them a sidecar alone", Arity = ArgumentArity.ZeroOrMore };

    public static Command Create(TimeProvider time)
    {
        var command = new Command("run", "Run apps beside their sidecars until SIGTERM or Ctrl-C: those of a run file, or a single one.") { RunFile, Data, Strict, Kubernetes, FaultSettings.Allow, FaultSettings.Seed, Words };
        foreach (var option in RunOptions.All)
            command.Options.Add(option.Option);
        command.SetAction((parsed, _) => DaprExit.CodeAsync(() => RunAsync(parsed, time)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, TimeProvider time)
    {
        DaprOptions.RefuseKubernetes(parsed, Kubernetes);
        using var interruption = new Interruption();
        var registry = RunRegistry.OfUser();
        var path = parsed.GetValue(RunFile);
        var file = path is null ? Single(parsed, registry) : FromFile(path, parsed);
        var request = new RunRequest(file, path is null, parsed.GetValue(Data), parsed.GetValue(Strict), FaultSettings.Of(parsed));
        return await new RunSession(request, registry, interruption, time).RunAsync();
    }

    private static RunFile FromFile(string path, ParseResult parsed)
    {
        if (parsed.GetValue(Words) is { Length: > 0 } words)
            throw new CommandFailedException($"--run-file: the run file names the commands of its apps; '{string.Join(' ', words)}' cannot be given beside it");
        var ignored = RunOptions.All.Where(option => option.ValueIn(parsed) is not null).Select(option => option.Option.Name).ToList();
        if (ignored.Count > 0)
            Console.WriteLine(Say.Warning("The run file decides, not these options: " + string.Join(", ", ignored)));
        var reading = path == StandardInput ? RunFileReader.Read(Console.In, "stdin") : RunFileReader.Read(path);
        if (reading.File is null || (parsed.GetValue(Strict) && reading.Mistakes.Count > 0))
            throw new CommandFailedException(string.Join(Environment.NewLine, reading.Mistakes));
        foreach (var mistake in reading.Mistakes)
            Console.Error.WriteLine($"warning: {mistake}");
        if (reading.File.IdleFields.Count > 0)
            Console.WriteLine(Say.Info("These fields change nothing here: " + string.Join(", ", reading.File.IdleFields)));
        return reading.File;
    }

    private static RunFile Single(ParseResult parsed, RunRegistry registry)
    {
        var given = RunOptions.All.Select(option => (Option: option, Value: option.ValueIn(parsed))).Where(pair => pair.Value is not null).ToList();
        var idle = given.Where(pair => pair.Option.IsIdle).Select(pair => pair.Option.Option.Name).ToList();
        if (idle.Count > 0)
            Console.WriteLine(Say.Info("These options change nothing here: " + string.Join(", ", idle)));
        var fields = given.ToDictionary(pair => pair.Option.Field, pair => pair.Value!, StringComparer.Ordinal);
        if (!fields.TryGetValue("appID", out var id) || id is YamlScalarNode { Value: null or "" })
            fields["appID"] = AppNames.Make(registry.All().SelectMany(run => run.Apps).Select(app => app.AppId).ToHashSet(StringComparer.Ordinal), Random.Shared);
        return SingleApp.Describe(fields, parsed.GetValue(Words) ?? [], NameOf);
    }

    private static string NameOf(string field) => RunOptions.All.FirstOrDefault(option => option.Field == field)?.Option.Name ?? field;
}
