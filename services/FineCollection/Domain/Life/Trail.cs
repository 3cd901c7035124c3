using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>
/// The audit trail of a fine: a line a change, each with a hash over itself and the line before, so that a line that was changed, left out or moved
/// shows. The hash before the first line is the fine's id.
/// </summary>
public static class Trail
{
    /// <summary><paramref name="trail"/> with one more line.</summary>
    public static IReadOnlyList<TrailEntry> With(IReadOnlyList<TrailEntry>? trail, string fineId, TrailEntry line)
    {
        var before = trail is { Count: > 0 } ? trail[^1].Hash : fineId;
        return [.. trail ?? [], line with { Hash = HashOf(before, line) }];
    }

    /// <summary>Sequence of the first line that does not hold; null when all do.</summary>
    public static int? FirstBroken(string fineId, IReadOnlyList<TrailEntry>? trail)
    {
        var (before, last) = (fineId, 0);
        foreach (var line in trail ?? [])
        {
            if (line.Hash != HashOf(before, line) || (last > 0 && line.Sequence != last + 1)) return line.Sequence;
            (before, last) = (line.Hash, line.Sequence);
        }

        return null;
    }

    /// <summary>Whether an order was carried out before.</summary>
    public static bool Knows(Fine fine, string cause) => (fine.Trail ?? []).Any(line => line.Cause == cause);

    /// <summary>
    /// SHA-256 over the hash before, sequence, instant (UTC, <c>yyyy-MM-ddTHH:mm:ss.fffffffZ</c>), by, command, cause, from, to and detail, in this order, each
    /// as its number of characters, a colon, and its text. What is null is an empty text.
    /// </summary>
    public static string HashOf(string before, TrailEntry line)
    {
        var at = line.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        string?[] fields =
            [before, line.Sequence.ToString(CultureInfo.InvariantCulture), at, line.By, line.Command, line.Cause, line.From, line.To, line.Detail];
        var text = string.Concat(fields.Select(field => string.Create(CultureInfo.InvariantCulture, $"{(field ?? "").Length}:{field}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
