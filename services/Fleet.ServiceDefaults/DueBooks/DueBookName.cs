using System.Globalization;

namespace Fleet.ServiceDefaults.DueBooks;

/// <summary>Names of books: the instant at which a book runs, and the shard, e.g. <c>2026-11-23T051500-2</c>. They sort by time.</summary>
internal static class DueBookName
{
    private const string InstantForm = "yyyy-MM-dd'T'HHmmss";
    private const string HourForm = "yyyy-MM-dd'T'HH";
    private const int HourLength = 13;

    /// <summary>The book of an item that is due at <paramref name="dueAt"/>: of the first end of a slot that is not before it.</summary>
    public static string Of(string itemId, DateTimeOffset dueAt, DueBookOptions options)
    {
        var slot = options.Slot.Ticks;
        var end = new DateTimeOffset((dueAt.UtcTicks + slot - 1) / slot * slot, TimeSpan.Zero);
        return FormattableString.Invariant($"{end.ToString(InstantForm, CultureInfo.InvariantCulture)}-{ShardOf(itemId, options.Shards)}");
    }

    /// <summary>When the book runs.</summary>
    public static DateTimeOffset InstantOf(string book) => DateTimeOffset.ParseExact(
        book[..book.LastIndexOf('-')], InstantForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>The hour that the book belongs to, e.g. <c>2026-11-23T05</c>.</summary>
    public static string HourOf(string book) => book[..HourLength];

    /// <summary>The hour of an instant, in the same form.</summary>
    public static string HourOf(DateTimeOffset instant) => instant.ToUniversalTime().ToString(HourForm, CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="HourOf(string)"/> wrote; null when it is no hour.</summary>
    public static DateTimeOffset? ReadHour(string hour) =>
        DateTimeOffset.TryParseExact(hour, HourForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read)
            ? read
            : null;

    // The same on every machine, which string.GetHashCode is not.
    private static int ShardOf(string id, int shards) => (int)(id.Aggregate(2166136261u, (hash, c) => (hash ^ c) * 16777619u) % (uint)shards);
}
