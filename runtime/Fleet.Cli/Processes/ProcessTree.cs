using System.Diagnostics;
using System.Globalization;

namespace Fleet.Cli.Processes;

/// <summary>A process and all that it started.</summary>
internal static class ProcessTree
{
    /// <summary>Asks a process and its descendants to end, and ends what is still there after <paramref name="grace"/>.</summary>
    public static async Task EndAsync(Process root, TimeSpan grace, TimeProvider time)
    {
        if (OperatingSystem.IsWindows())
        {
            root.Kill(entireProcessTree: true);
            return;
        }

        var pids = WithDescendants(root.Id);
        foreach (var pid in pids)
            UnixSignals.SendTerminate(pid);
        if (!await IsGoneAsync(root, grace, time))
            root.Kill(entireProcessTree: true);
        foreach (var pid in pids.Where(pid => pid != root.Id))
            UnixSignals.SendKill(pid);
    }

    private static async Task<bool> IsGoneAsync(Process process, TimeSpan grace, TimeProvider time)
    {
        using var timeout = new CancellationTokenSource(grace, time);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
            return true;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return false;
        }
    }

    private static List<int> WithDescendants(int root)
    {
        var pids = new List<int> { root };
        if (!OperatingSystem.IsLinux())
            return pids;
        var parents = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0)
            .Select(pid => (Pid: pid, Parent: ParentOf(pid)))
            .ToLookup(pair => pair.Parent, pair => pair.Pid);
        for (var i = 0; i < pids.Count; i++)
            pids.AddRange(parents[pids[i]]);
        return pids;
    }

    private static int ParentOf(int pid)
    {
        try
        {
            // pid (name) state parent …; the name may hold anything, so count from its last bracket.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
