using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Fleet.Tests.Benchmarks.Drives;

/// <summary>Reads the mailbox as it grows on disk: the services are not asked, so that they have nothing else to do.</summary>
internal sealed partial class Mails(string log)
{
    private readonly Dictionary<string, DateTimeOffset> accepted = new(StringComparer.Ordinal);
    private readonly List<byte> unread = [];
    private long position;

    /// <summary>Waits until there is a mail about each of these fines.</summary>
    /// <returns>When each was accepted.</returns>
    public async Task<IReadOnlyList<DateTimeOffset>> AboutAsync(IReadOnlyList<string> fines)
    {
        var next = 0;
        while (true)
        {
            await ReadAsync();
            while (next < fines.Count && accepted.ContainsKey(fines[next]))
                next++;
            if (next == fines.Count)
                return [.. fines.Select(fine => accepted[fine])];
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private async Task ReadAsync()
    {
        await using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(position, SeekOrigin.Begin);
        var bytes = new byte[file.Length - position];
        await file.ReadExactlyAsync(bytes);
        position += bytes.Length;
        unread.AddRange(bytes);
        var taken = 0;
        for (var end = unread.IndexOf((byte)'\n'); end >= 0; end = unread.IndexOf((byte)'\n', taken))
        {
            Take(CollectionsMarshal.AsSpan(unread)[taken..end].ToArray());
            taken = end + 1;
        }

        unread.RemoveRange(0, taken);
    }

    private void Take(byte[] line)
    {
        using var mail = JsonDocument.Parse(line);
        var data = mail.RootElement.GetProperty("Data");
        // The same mail again is noted without its text.
        if (data.ValueKind != JsonValueKind.Null && FineId().Match(Encoding.UTF8.GetString(data.GetBytesFromBase64())) is { Success: true } fine)
            accepted.TryAdd(fine.Value, mail.RootElement.GetProperty("At").GetDateTimeOffset());
    }

    [GeneratedRegex("fin_[0-9a-z]{26}", RegexOptions.None, 1000)]
    private static partial Regex FineId();
}
