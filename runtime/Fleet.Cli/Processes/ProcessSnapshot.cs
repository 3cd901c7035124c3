using System.Globalization;

namespace Fleet.Cli.Processes;

/// <summary>One process of this machine as the kernel told of it.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="Parent">Who started it, or who took it over.</param>
/// <param name="Group">Process group.</param>
/// <param name="StartedAt">Start in ticks of the kernel: tells it from a later process with the same number.</param>
/// <param name="IsGone">It has ended, and only waits for its parent to ask.</param>
internal sealed record ProcessSnapshot(int Pid, int Parent, int Group, long StartedAt, bool IsGone)
{
    /// <summary>Every process; empty where there is no <c>/proc</c>.</summary>
    public static IReadOnlyList<ProcessSnapshot> All() => OperatingSystem.IsLinux()
        ? [.. Directory.EnumerateDirectories("/proc").Select(Number).Where(pid => pid > 0).Select(Find).OfType<ProcessSnapshot>()]
        : [];

    /// <summary>The process with this number; null when there is none.</summary>
    public static ProcessSnapshot? Find(int pid)
    {
        try
        {
            // pid (name) state parent group …; the name may hold anything, so count from its last bracket.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new ProcessSnapshot(pid, (int)Whole(fields[1]), (int)Whole(fields[2]), Whole(fields[19]), fields[0] is "Z" or "X");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The same process, and it has not ended.</summary>
    public bool StillRuns() => Find(Pid) is { IsGone: false } now && now.StartedAt == StartedAt;

    private static int Number(string path) => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0;

    private static long Whole(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
