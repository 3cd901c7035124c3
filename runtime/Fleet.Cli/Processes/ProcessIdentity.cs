using System.ComponentModel;
using System.Diagnostics;

namespace Fleet.Cli.Processes;

/// <summary>A process that can be told from a later one with the same number.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="StartedAtTicks">When it started, UTC ticks.</param>
public sealed record ProcessIdentity(int Pid, long StartedAtTicks)
{
    // The kernel counts in hundredths of a second.
    private static readonly long Tolerance = TimeSpan.FromMilliseconds(50).Ticks;

    /// <summary>Who a running process is.</summary>
    public static ProcessIdentity Of(Process process) => new(process.Id, process.StartTime.ToUniversalTime().Ticks);

    /// <summary>Who a process is that was just started; null when it has ended already.</summary>
    public static ProcessIdentity? OfStarted(Process process)
    {
        try
        {
            return Of(process);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Whether a process of this number runs, whichever.</summary>
    public static bool IsTaken(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The process, if it still runs.</summary>
    public Process? Find()
    {
        try
        {
            var process = Process.GetProcessById(Pid);
            if (Math.Abs(process.StartTime.ToUniversalTime().Ticks - StartedAtTicks) <= Tolerance)
                return process;
            process.Dispose();
            return null;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
