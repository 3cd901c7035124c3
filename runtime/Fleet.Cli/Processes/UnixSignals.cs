using System.Runtime.InteropServices;

namespace Fleet.Cli.Processes;

/// <summary>Signals to other processes; .NET itself only knows how to kill.</summary>
internal static partial class UnixSignals
{
    private const int Terminate = 15;
    private const int Kill = 9;

    /// <summary>Asks a process to end. False when it is gone.</summary>
    public static bool SendTerminate(int pid) => Send(pid, Terminate) == 0;

    /// <summary>Ends a process. False when it is gone.</summary>
    public static bool SendKill(int pid) => Send(pid, Kill) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Send(int pid, int signal);
}
