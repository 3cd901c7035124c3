using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Fleet.Tests.Benchmarks.Drives;

/// <summary>The mailbox as it lies on disk.</summary>
internal static partial class Mails
{
    /// <summary>When the first mail about each fine was accepted.</summary>
    public static Dictionary<string, DateTimeOffset> Accepted(string log)
    {
        var accepted = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var lines = new StreamReader(file);
        while (lines.ReadLine() is { } line)
        {
            using var mail = JsonDocument.Parse(line[line.IndexOf('{', StringComparison.Ordinal)..]);
            if (mail.RootElement.GetProperty("Data").ValueKind != JsonValueKind.Null
                && FineId().Match(Encoding.UTF8.GetString(mail.RootElement.GetProperty("Data").GetBytesFromBase64())) is { Success: true } fine)
                accepted.TryAdd(fine.Value, mail.RootElement.GetProperty("At").GetDateTimeOffset());
        }

        return accepted;
    }

    [GeneratedRegex("fin_[0-9a-z]{26}", RegexOptions.None, 1000)]
    private static partial Regex FineId();
}
