using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Fleet.Tests.Benchmarks;

/// <summary>What the figures depend on beside the code. Only Linux tells; elsewhere the answers are empty.</summary>
internal static class Machine
{
    /// <summary>Processes that wanted to run, averaged over 1, 5 and 15 minutes.</summary>
    public static string LoadAverage() =>
        File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";

    /// <summary>Resident memory of a process and everything it started, MiB, by the name of the program.</summary>
    public static Dictionary<string, double> ResidentMib(int root) => ByProgram(root, process => process.WorkingSet64 / 1048576.0);

    /// <summary>Milliseconds of processor time that a process and everything it started have used so far, by the name of the program.</summary>
    public static Dictionary<string, double> ProcessorMilliseconds(int root) => ByProgram(root, process => process.TotalProcessorTime.TotalMilliseconds);

    /// <summary>A port of 127.0.0.1 that nobody listens on now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Dictionary<string, double> ByProgram(int root, Func<Process, double> value)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var id in Directory.Exists("/proc/self") ? Family(root) : [])
        {
            using var process = Process.GetProcessById(id);
            var parts = File.ReadAllText($"/proc/{id}/cmdline").Split('\0');
            values[Path.GetFileNameWithoutExtension(parts.FirstOrDefault(part => part.EndsWith(".dll", StringComparison.Ordinal)) ?? parts[0])] = value(process);
        }

        return values;
    }

    private static IEnumerable<int> Family(int root)
    {
        var parents = Directory.EnumerateDirectories("/proc").Select(folder => Path.GetFileName(folder))
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(name => (Id: int.Parse(name, CultureInfo.InvariantCulture), Parent: Number(name, "PPid:"))).ToLookup(process => process.Parent, process => process.Id);
        return Family(root, parents);
    }

    private static IEnumerable<int> Family(int root, ILookup<int, int> children) => children[root].SelectMany(child => Family(child, children)).Prepend(root);

    // A process may end while it is looked at; then it uses nothing.
    private static int Number(string process, string field)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal));
            return line is null ? 0 : int.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
