using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Retention;

/// <summary>
/// Erases whole days of vehicles, oldest first, and no more than a transaction can carry: what is left is for another step,
/// which begins where this one ended.
/// </summary>
internal sealed class EraseStep(ShardStore store)
{
    /// <summary>How many keys a step erases at most; a vehicle that reports every second makes 1,800 a day.</summary>
    public const int MostKeys = 100;

    private int keys;

    /// <summary>What this step has erased.</summary>
    public Erased Erased { get; private set; } = Erased.None;

    /// <summary>Whether there is more to erase than a step may.</summary>
    public bool IsFull => keys >= MostKeys;

    /// <summary>Notes what was erased elsewhere in the same transaction.</summary>
    public void Add(Erased erased) => Erased += erased;

    /// <summary>Erases days of a vehicle before two days; true when there is none left.</summary>
    public async Task<bool> Days(string vehicle, long positionsDay, long journalDay)
    {
        var before = await store.Get(StateNames.Days(vehicle), KeptDays.Empty);
        var days = before;
        while (!IsFull && days.Positions is [var day, ..] && day < positionsDay)
        {
            if (await Positions(vehicle, day)) days = days.WithoutFirstPositions();
        }

        while (!IsFull && days.Journal is [var day, ..] && day < journalDay)
        {
            if (await Journal(vehicle, day)) days = days.WithoutFirstJournal();
        }

        if (days != before) await (days.IsEmpty ? store.Remove(StateNames.Days(vehicle)) : store.Set(StateNames.Days(vehicle), days));
        return !(days.Positions is [var first, ..] && first < positionsDay) && !(days.Journal is [var oldest, ..] && oldest < journalDay);
    }

    private async Task<bool> Positions(string vehicle, long day)
    {
        var kept = await store.Get(StateNames.Day(vehicle, day), SegmentDay.Empty);
        var gone = 0;
        for (; gone < kept.Segments.Count && !IsFull; gone++, keys++)
        {
            var name = StateNames.Segment(vehicle, kept.Segments[gone].Number);
            var segment = await store.Get(name, new Segment([]));
            Erased += new Erased(Positions: PointCodec.Decode(segment.Points).Count);
            await store.Remove(name);
        }

        await Put(vehicle, day, kept with { Segments = [.. kept.Segments.Skip(gone)] });
        return gone == kept.Segments.Count;
    }

    private async Task<bool> Journal(string vehicle, long day)
    {
        var kept = await store.Get(StateNames.Day(vehicle, day), SegmentDay.Empty);
        var left = kept.JournalParts;
        for (; left > 0 && !IsFull; left--, keys++)
        {
            var name = StateNames.Journal(vehicle, day, left - 1);
            Erased += new Erased(JournalEntries: (await store.Get(name, JournalPart.Empty)).Entries.Count);
            await store.Remove(name);
        }

        await Put(vehicle, day, kept with { JournalParts = left });
        return left == 0;
    }

    private Task Put(string vehicle, long day, SegmentDay kept)
    {
        keys++;
        var name = StateNames.Day(vehicle, day);
        return kept is { Segments.Count: 0, JournalParts: 0 } ? store.Remove(name) : store.Set(name, kept);
    }
}
