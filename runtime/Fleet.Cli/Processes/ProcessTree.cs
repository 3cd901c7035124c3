using System.Diagnostics;

namespace Fleet.Cli.Processes;

/// <summary>A process and all that it started: its descendants, and its process group when it leads one.</summary>
internal static class ProcessTree
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <summary>Asks a process and all that it started to end, and ends what is still there after <paramref name="grace"/>.</summary>
    public static async Task EndAsync(Process root, TimeSpan grace, TimeProvider time, CancellationToken atOnce = default)
    {
        if (OperatingSystem.IsWindows())
        {
            root.Kill(entireProcessTree: true);
            return;
        }

        var all = WithDescendants(root.Id);
        if (!UnixSignals.SendTerminate(-root.Id))
            UnixSignals.SendTerminate(root.Id);
        foreach (var process in all.Where(process => process.Group != root.Id))
            UnixSignals.SendTerminate(process.Pid);
        await GoneAsync(root, all, grace, time, atOnce);
        UnixSignals.SendKill(-root.Id);
        foreach (var process in all.Where(process => process.StillRuns()))
            UnixSignals.SendKill(process.Pid);
        if (!root.HasExited)
            root.Kill(entireProcessTree: true);
    }

    /// <summary>Whether a process that has ended left others in its group.</summary>
    public static bool LeftOthers(int root) => ProcessSnapshot.All().Any(process => process.Group == root && !process.IsGone);

    /// <summary>Ends what a process that has ended left in its group.</summary>
    public static async Task EndLeftoversAsync(int root, TimeSpan grace, TimeProvider time)
    {
        var start = time.GetTimestamp();
        UnixSignals.SendTerminate(-root);
        while (LeftOthers(root) && time.GetElapsedTime(start) < grace)
            await Task.Delay(Step, time);
        UnixSignals.SendKill(-root);
    }

    private static async Task GoneAsync(Process root, IReadOnlyList<ProcessSnapshot> all, TimeSpan grace, TimeProvider time, CancellationToken atOnce)
    {
        using var timeout = new CancellationTokenSource(grace, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, atOnce);
        try
        {
            // Not WaitForExitAsync: it also waits for whoever else holds the output.
            while (!root.HasExited || all.Any(process => process.StillRuns()) || LeftOthers(root.Id))
                await Task.Delay(Step, time, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // What is still there is ended by the caller.
        }
    }

    private static IReadOnlyList<ProcessSnapshot> WithDescendants(int root)
    {
        var children = ProcessSnapshot.All().ToLookup(process => process.Parent);
        List<ProcessSnapshot> found = ProcessSnapshot.Find(root) is { } first && OperatingSystem.IsLinux() ? [first] : [];
        for (var i = 0; i < found.Count; i++)
            found.AddRange(children[found[i].Pid].Where(process => !process.IsGone));
        return found;
    }
}
