using System.CommandLine;
using Fleet.Cli;
using Fleet.Cli.Commands;

var time = TimeProvider.System;
var root = new RootCommand("Fleet: watches vehicles, turns speeding into fines, tells the people concerned.")
{
    UpCommand.Create(time),
    RunCommand.Create(time),
    StatusCommand.Create(),
    LogsCommand.Create(time),
    MailCommand.Create(time),
    DoctorCommand.Create(),
};

// Signals are taken by the commands, which have work to finish.
var configuration = new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
var parsed = root.Parse(args);
return await Failures.ToExitCodeAsync(async () =>
{
    var code = await parsed.InvokeAsync(configuration);
    return parsed.Errors.Count > 0 ? Failures.CannotBeDone : code;
});
