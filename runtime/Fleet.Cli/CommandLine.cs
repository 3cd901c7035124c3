using System.CommandLine;
using System.CommandLine.Help;
using Fleet.Cli.Commands;

namespace Fleet.Cli;

/// <summary>All commands, and how what was typed becomes an exit code.</summary>
public static class CommandLine
{
    /// <summary>Carries out what was typed. The exit code.</summary>
    public static Task<int> RunAsync(IReadOnlyList<string> args, TimeProvider time) => Failures.ToExitCodeAsync(async () =>
    {
        var parsed = Parse(args, time);
        if (parsed.Action is not HelpAction && Syntax.Mistake(parsed) is { } mistake)
        {
            await Console.Error.WriteLineAsync(mistake.Text);
            return mistake.ExitCode;
        }

        // Signals are taken by the commands, which have work to finish.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    });

    /// <summary>What was typed, as the commands understand it.</summary>
    public static ParseResult Parse(IReadOnlyList<string> args, TimeProvider time) =>
        // An argument that begins with @ is one of the app, not a file with more arguments.
        Create(time).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    private static RootCommand Create(TimeProvider time)
    {
        var version = new Option<bool>("--version", "-v") { Description = "Say which version of Dapr this stands in for" };
        var root = new RootCommand("Fleet: watches vehicles, turns speeding into fines, tells the people concerned.")
        {
            UpCommand.Create(time),
            RunCommand.Create(time),
            ListCommand.Create(time),
            StopCommand.Create(time),
            InvokeCommand.Create(),
            PublishCommand.Create(),
            StatusCommand.Create(time),
            FaultCommand.Create(),
            LogsCommand.Create(time),
            MailCommand.Create(time),
            DoctorCommand.Create(),
            VersionCommand.Create(),
        };
        foreach (var command in InstallCommands.Create().Concat(AbsentCommands.Create()))
            root.Subcommands.Add(command);
        root.Options.Remove(root.Options.OfType<VersionOption>().Single());
        root.Options.Add(version);
        root.Options.Add(DaprOptions.RuntimePath);
        root.Options.Add(DaprOptions.LogAsJson);
        root.SetAction(async (parsed, cancellation) =>
        {
            if (!parsed.GetValue(version))
                return await root.Parse(["--help"]).InvokeAsync(cancellationToken: cancellation) + Failures.CannotBeDone;
            Console.WriteLine(VersionCommand.Lines);
            return 0;
        });
        return root;
    }
}
