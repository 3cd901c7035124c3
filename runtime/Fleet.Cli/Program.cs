using Fleet.Cli;
using Fleet.Cli.Processes;

UnixSignals.TakeInterrupts();
return await CommandLine.RunAsync(args, TimeProvider.System);
