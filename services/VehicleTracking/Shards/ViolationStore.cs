using Fleet.VehicleTracking.Evidence;

namespace Fleet.VehicleTracking.Shards;

/// <summary>The violations of a shard with their evidence: a state key each, and a book by day in which they can be looked up.</summary>
internal sealed class ViolationStore(ShardStore store)
{
    private const long DayMs = 86_400_000;

    // A camera's clock may be ahead of the service's, so a violation can seem to be found before it happened.
    private const long AheadMs = 900_000;

    public async Task Add(IReadOnlyList<StoredViolation> violations)
    {
        if (violations.Count == 0) return;
        var book = await store.Get(StateNames.Violations, ViolationBook.Empty);
        foreach (var stored in violations)
        {
            await store.Set(StateNames.Violation(stored.Violation.ViolationId), stored);
            book = book.Add(stored.DecidedAt.ToUnixTimeMilliseconds() / DayMs);
            var day = book.Days[^1];
            var place = new ViolationPlace(day.Day, (day.Count - 1) / ViolationPart.Size);
            var ofPlate = StateNames.PlateViolations(stored.Violation.Plate);
            await store.Set(ofPlate, (await store.Get(ofPlate, PlateViolations.Empty)).Add(place));
            var name = StateNames.ViolationPart(place.Day, place.Part);
            var part = await store.Get(name, ViolationPart.Empty);
            await store.Set(name, new ViolationPart([.. part.Entries, EntryOf(stored)]));
        }

        await store.Set(StateNames.Violations, book);
    }

    public ValueTask<StoredViolation?> Find(string id) => store.Get<StoredViolation?>(StateNames.Violation(id), null);

    /// <summary>The violations that are wanted, newest first.</summary>
    public async Task<List<StoredViolation>> List(ViolationQuery query)
    {
        var found = new List<ViolationEntry>();
        if (query.Plate is { } plate) await SearchPlate(plate, query, found);
        var book = query.Plate is null ? await store.Get(StateNames.Violations, ViolationBook.Empty) : ViolationBook.Empty;
        for (var index = book.Days.Count - 1; index >= 0 && found.Count < query.Limit; index--)
        {
            var day = book.Days[index];
            if (day.Day * DayMs > query.BeforeMs) continue;
            if (query.FromMs > long.MinValue && (day.Day + 1) * DayMs + AheadMs <= query.FromMs) break;
            await Search(day, query, found);
        }

        var violations = new List<StoredViolation>();
        foreach (var entry in found.OrderByDescending(entry => entry.DecidedMs).ThenByDescending(entry => entry.Id, StringComparer.Ordinal).Take(query.Limit))
        {
            if (await Find(entry.Id) is { } violation) violations.Add(violation);
        }

        return violations;
    }

    /// <summary>How many violations of a plate are kept.</summary>
    public async Task<int> Count(string plate) => (await store.Get(StateNames.PlateViolations(plate), PlateViolations.Empty)).Count;

    /// <summary>Erases the last part of the oldest day, if that is before a day: how many violations were in it, or null.</summary>
    public async Task<int?> EraseOldest(long beforeDay)
    {
        var book = await store.Get(StateNames.Violations, ViolationBook.Empty);
        if (book.Days is not [var oldest, ..] || oldest.Day >= beforeDay) return null;
        var number = (oldest.Count - 1) / ViolationPart.Size;
        var name = StateNames.ViolationPart(oldest.Day, number);
        var entries = (await store.Get(name, ViolationPart.Empty)).Entries;
        foreach (var entry in entries) await store.Remove(StateNames.Violation(entry.Id));
        foreach (var ofPlate in entries.GroupBy(entry => entry.Plate, StringComparer.Ordinal)) await Leave(ofPlate.Key, new ViolationPlace(oldest.Day, number), ofPlate.Count());
        await store.Remove(name);
        var rest = book.Days.Skip(1);
        await store.Set(StateNames.Violations, new ViolationBook(number == 0 ? [.. rest] : [oldest with { Count = number * ViolationPart.Size }, .. rest]));
        return entries.Count;
    }

    // Entries stand in the order of time, so what is older than enough is not looked at; those of one millisecond are all taken.
    private async Task Search(ViolationDay day, ViolationQuery query, List<ViolationEntry> found)
    {
        for (var number = await LastPart(day, query); number >= 0; number--)
        {
            if (!await Collect(new ViolationPlace(day.Day, number), query, found)) return;
        }
    }

    private async Task SearchPlate(string plate, ViolationQuery query, List<ViolationEntry> found)
    {
        var parts = (await store.Get(StateNames.PlateViolations(plate), PlateViolations.Empty)).Parts;
        for (var index = parts.Count - 1; index >= 0; index--)
        {
            if (parts[index].Day * DayMs <= query.BeforeMs && !await Collect(parts[index], query, found)) return;
        }
    }

    // False when there are enough.
    private async Task<bool> Collect(ViolationPlace place, ViolationQuery query, List<ViolationEntry> found)
    {
        var entries = (await store.Get(StateNames.ViolationPart(place.Day, place.Part), ViolationPart.Empty)).Entries;
        for (var index = entries.Count - 1; index >= 0; index--)
        {
            if (found.Count >= query.Limit && entries[index].DecidedMs < found[^1].DecidedMs) return false;
            if (query.IsBefore(entries[index]) && query.Wants(entries[index])) found.Add(entries[index]);
        }

        return true;
    }

    private async Task Leave(string plate, ViolationPlace place, int violations)
    {
        var name = StateNames.PlateViolations(plate);
        var left = (await store.Get(name, PlateViolations.Empty)).Without(place, violations);
        if (left.Parts.Count == 0) await store.Remove(name);
        else await store.Set(name, left);
    }

    // The last part that begins before the moment, found by halving.
    private async Task<int> LastPart(ViolationDay day, ViolationQuery query)
    {
        var (first, last) = (0, (day.Count - 1) / ViolationPart.Size);
        while (first < last)
        {
            var middle = (first + last + 1) / 2;
            var part = await store.Get(StateNames.ViolationPart(day.Day, middle), ViolationPart.Empty);
            if (part.Entries is [var head, ..] && head.DecidedMs > query.BeforeMs) last = middle - 1;
            else first = middle;
        }

        return first;
    }

    private static ViolationEntry EntryOf(StoredViolation stored) => new(
        stored.Violation.ViolationId, stored.DecidedAt.ToUnixTimeMilliseconds(), stored.Violation.Plate, stored.Violation.RoadId,
        stored.Violation.LeftAt.ToUnixTimeMilliseconds());
}
