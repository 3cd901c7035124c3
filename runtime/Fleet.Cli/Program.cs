using System.CommandLine;
using Fleet.Cli;
using Fleet.Cli.Commands;
using Fleet.Cli.Processes;

UnixSignals.TakeInterrupts();
var time = TimeProvider.System;
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
foreach (var command in InstallCommands.Create())
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

// Signals are taken by the commands, which have work to finish.
var configuration = new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
// An argument that begins with @ is one of the app, not a file with more arguments.
var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
return await Failures.ToExitCodeAsync(async () =>
{
    var code = await parsed.InvokeAsync(configuration);
    return parsed.Errors.Count > 0 ? Failures.CannotBeDone : code;
});
