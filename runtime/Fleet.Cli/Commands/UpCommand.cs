using System.CommandLine;
using Fleet.Cli.Up;
using Spectre.Console;

namespace Fleet.Cli.Commands;

/// <summary><c>fleet up</c>: everything on this machine, with traffic, and in the end the proof that it agrees.</summary>
internal static class UpCommand
{
    private static readonly Option<string?> For = new("--for") { Description = "How long to run, e.g. 60s or 5m (default: until Ctrl-C)", HelpName = "TIME" };
    private static readonly Option<int> Vehicles = new("--vehicles") { Description = "Registered vehicles on the road", DefaultValueFactory = _ => 2000 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of the simulated traffic", DefaultValueFactory = _ => 1 };
    private static readonly Option<double> Rate = new("--rate") { Description = "Journeys a second; about half of them are too fast", DefaultValueFactory = _ => 16 };
    private static readonly Option<string> Profile = new("--profile") { Description = "Folder of components/ to use", DefaultValueFactory = _ => "local" };
    private static readonly Option<bool> NoSimulator = new("--no-simulator") { Description = "No traffic of its own" };
    private static readonly Option<string?> Data = DataOption.Create();
    private static readonly Option<bool> Fresh = new("--fresh") { Description = "Begin with an empty data folder" };
    private static readonly Option<bool> Json = new("--json") { Description = "Last line of the output: one JSON object with the result" };
    private static readonly Option<bool> Strict = new("--strict") { Description = "Any mistake in a file stops the start (default)", DefaultValueFactory = _ => true };
    private static readonly Option<int> PortOffset = new("--port-offset") { Description = "Added to every port, so that two can run side by side" };

    public static Command Create(TimeProvider time)
    {
        var command = new Command("up", "Start everything, drive, and compare what was driven with what was fined and mailed.")
        {
            For, Vehicles, Seed, Rate, Profile, NoSimulator, Data, Fresh, Json, Strict, PortOffset, FaultSettings.Allow, FaultSettings.Seed,
        };
        command.SetAction((parsed, _) => RunAsync(Options(parsed), time));
        return command;
    }

    private static UpOptions Options(ParseResult parsed) => new(
        Repository.Find(),
        DataOption.Of(parsed, Data),
        Durations.Parse(parsed.GetValue(For), "--for"),
        Positive(parsed.GetValue(Vehicles), "--vehicles"),
        parsed.GetValue(Seed),
        parsed.GetValue(Rate) is > 0 and <= 10_000 and var rate ? rate : throw new CommandFailedException("--rate must be a number from 0 to 10000."),
        parsed.GetValue(Profile)!,
        !parsed.GetValue(NoSimulator),
        parsed.GetValue(Fresh),
        parsed.GetValue(Json),
        parsed.GetValue(Strict),
        parsed.GetValue(PortOffset),
        FaultSettings.Of(parsed));

    private static int Positive(int value, string option) => value > 0 ? value : throw new CommandFailedException($"{option} must be at least 1.");

    private static async Task<int> RunAsync(UpOptions options, TimeProvider time)
    {
        using var interruption = new Interruption();
        var launch = LaunchTime.Read();
        var report = await new UpRun(options, View(options.Json, time), interruption, launch, time).RunAsync();
        var human = options.Json ? Console.Error : Console.Out;
        foreach (var line in report.Lines())
            await human.WriteLineAsync(line);
        if (options.Json)
            await Console.Out.WriteLineAsync(report.ToJson());
        return report.Agrees ? 0 : Failures.Disagreement;
    }

    private static IUpView View(bool json, TimeProvider time)
    {
        var terminal = json ? !Console.IsErrorRedirected : !Console.IsOutputRedirected;
        var writer = json ? Console.Error : Console.Out;
        return terminal
            ? new LiveView(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) }), time)
            : new PlainView(writer, time);
    }
}
