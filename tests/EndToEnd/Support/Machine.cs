using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Fleet.Tests.EndToEnd.Support;

/// <summary>Processes and ports of this machine.</summary>
public static class Machine
{
    private const int Terminate = 15;
    private const int Kill = 9;

    public static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public static void AskToEnd(int pid) => Assert.Equal(0, Signal(pid, Terminate));

    public static void KillHard(int pid) => _ = Signal(pid, Kill);

    public static bool IsFree(int port)
    {
        try
        {
            var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            listener.Stop();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int pid, int signal);
}
