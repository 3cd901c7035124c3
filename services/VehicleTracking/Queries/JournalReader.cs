using System.Runtime.CompilerServices;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Queries;

/// <summary>Reads trips, stops and events that are over, a chunk at a time.</summary>
internal sealed class JournalReader(ShardCalls shards)
{
    private const int Chunk = 200;
    private const long WeekMs = 7 * 86_400_000L;

    /// <summary>Entries that began in the span, newest first, after those up to <paramref name="beforeId"/> at its end.</summary>
    public async IAsyncEnumerable<Entry> Newest(
        string vehicle, EntryKind kind, AskedSpan span, string beforeId = "", [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (var (beforeMs, isMore) = (span.BeforeMs, true); isMore;)
        {
            cancellation.ThrowIfCancellationRequested();
            var entries = (await shards.Entries(new EntriesQuery(vehicle, kind, span.FromMs, beforeMs, beforeId, Chunk))).Entries;
            foreach (var entry in entries) yield return entry;
            isMore = entries.Count == Chunk;
            if (isMore) (beforeMs, beforeId) = (entries[^1].AtMs, entries[^1].Id);
        }
    }

    /// <summary>The same, oldest first; a week is kept in memory at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Entry>> Weeks(
        string vehicle, EntryKind kind, AskedSpan span, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (var fromMs = span.FromMs; fromMs < span.BeforeMs; fromMs += WeekMs)
        {
            var week = new List<Entry>();
            await foreach (var entry in Newest(vehicle, kind, new AskedSpan(fromMs, Math.Min(fromMs + WeekMs, span.BeforeMs)), "", cancellation)) week.Add(entry);
            week.Reverse();
            if (week.Count > 0) yield return week;
        }
    }
}
