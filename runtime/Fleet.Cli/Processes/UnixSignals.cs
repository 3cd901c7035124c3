using System.Runtime.InteropServices;

namespace Fleet.Cli.Processes;

/// <summary>Signals to other processes; .NET itself only knows how to kill.</summary>
internal static partial class UnixSignals
{
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private const int Kill = 9;

    /// <summary>Asks a process to end. False when it is gone.</summary>
    public static bool SendTerminate(int pid) => Send(pid, Terminate) == 0;

    /// <summary>Ends a process. False when it is gone.</summary>
    public static bool SendKill(int pid) => Send(pid, Kill) == 0;

    /// <summary>
    /// Lets Ctrl-C reach this process also when a script started it in the background, where shells have it ignored. To be
    /// called before .NET first looks at signals, for it leaves ignored ones alone.
    /// </summary>
    public static void TakeInterrupts()
    {
        if (!OperatingSystem.IsWindows())
            Handle(Interrupt, 0);
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Handle(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Send(int pid, int signal);
}
