using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Fleet.Tests.EndToEnd.Support;

/// <summary>Processes and ports of this machine.</summary>
public static class Machine
{
    private const int Interruption = 2;
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

    public static void Interrupt(int pid) => Assert.Equal(0, Signal(pid, Interruption));

    /// <summary>Processes whose environment names a path: they were started, at whatever remove, with it.</summary>
    public static IEnumerable<int> WithInEnvironment(string path) => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0)
        .Where(pid => pid > 0 && pid != Environment.ProcessId && Read($"/proc/{pid}/environ").Contains(path, StringComparison.Ordinal));

    /// <summary>TCP ports that a process listens on.</summary>
    public static IReadOnlyList<int> PortsOf(int pid)
    {
        var sockets = Directory.EnumerateFiles($"/proc/{pid}/fd").Select(file => new FileInfo(file).LinkTarget ?? "")
            .Where(target => target.StartsWith("socket:[", StringComparison.Ordinal)).Select(target => target["socket:[".Length..^1]).ToHashSet(StringComparer.Ordinal);
        return [.. Read($"/proc/{pid}/net/tcp").Split('\n').Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[3] == "0A" && sockets.Contains(fields[9]))
            .Select(fields => Convert.ToInt32(fields[1].Split(':')[1], 16))];
    }

    public static void KillHard(int pid) => _ = Signal(pid, Kill);

    /// <summary>Lifts the limit on the size of a process's files.</summary>
    public static async Task LetFilesGrowAsync(int pid)
    {
        using var lifting = Process.Start("prlimit", ["--pid", $"{pid}", "--fsize=unlimited"]);
        await lifting.WaitForExitAsync();
        Assert.Equal(0, lifting.ExitCode);
    }

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

    // Processes of others, and those that end meanwhile, cannot be read.
    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int pid, int signal);
}
