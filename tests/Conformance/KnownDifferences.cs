namespace Fleet.Tests.Conformance;

/// <summary>
/// Recordings that the embedded runtime does not meet, by name with the reason: <c>known-differences.txt</c>, a line each,
/// <c>name [variant] | reason</c>.
/// </summary>
public static class KnownDifferences
{
    private static readonly (string Name, string Reason)[] All =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "known-differences.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(" | ", 2))
            .Select(parts => (parts[0].Trim(), parts[1].Trim())),
    ];

    /// <summary>Why a recording is not met; null: it must be.</summary>
    public static string? Reason(string id) =>
        All.FirstOrDefault(item => item.Name == id).Reason;

    /// <summary>Every line.</summary>
    public static IReadOnlyList<(string Name, string Reason)> Lines => All;
}
