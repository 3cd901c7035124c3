using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.Retention;

namespace Fleet.VehicleTracking.Shards;

/// <summary>Where the older points and the settled entries of vehicles are kept: by UTC day, found through the day's state.</summary>
internal sealed class TrackStore(ShardStore store)
{
    /// <summary>The machine's memory before a vehicle's tail.</summary>
    public ValueTask<MachineMemory> Before(string vehicle) => store.Get(StateNames.Before(vehicle), MachineMemory.Empty);

    /// <summary>Whether one of the sealed points is of this instant.</summary>
    public async ValueTask<bool> IsSealed(string vehicle, VehicleState state, long instantMs)
    {
        if (instantMs > state.SealedUntilMs) return false;
        foreach (var span in (await Day(vehicle, TrackRules.DayOf(instantMs))).Segments.Where(span => span.Covers(instantMs)))
        {
            var segment = await store.Get(StateNames.Segment(vehicle, span.Number), new Segment([]));
            if (PointCodec.Decode(segment.Points).Exists(point => point.InstantMs == instantMs)) return true;
        }

        return false;
    }

    /// <summary>The segments that hold points from one instant on, up to the tail, in order; null when they are too many to open.</summary>
    public async Task<List<Block>?> Blocks(string vehicle, VehicleState state, long fromMs)
    {
        var spans = new List<SegmentSpan>();
        for (var day = TrackRules.DayOf(fromMs); fromMs <= state.SealedUntilMs && day <= TrackRules.DayOf(state.SealedUntilMs); day++)
            spans.AddRange((await Day(vehicle, day)).Segments.Where(span => !span.IsLate && span.LastMs >= fromMs));
        if (spans.Count > TrackRules.MostOpen) return null;

        var blocks = new List<Block>(spans.Count);
        foreach (var span in spans)
        {
            var segment = await store.Get(StateNames.Segment(vehicle, span.Number), new Segment([]));
            blocks.Add(new Block(span.Number, PointCodec.Decode(segment.Points), segment.Before ?? MachineMemory.Empty));
        }

        blocks.Sort((one, other) => one.LastMs.CompareTo(other.LastMs));
        return blocks;
    }

    /// <summary>Stores segments, new ones and rewritten ones, and the memory before the tail that follows them.</summary>
    public async Task Put(string vehicle, IReadOnlyList<SealedSegment> segments, MachineMemory? before)
    {
        if (before is not null) await store.Set(StateNames.Before(vehicle), before);
        foreach (var sealedDay in segments.GroupBy(segment => segment.Day))
        {
            foreach (var segment in sealedDay) await store.Set(StateNames.Segment(vehicle, segment.Span.Number), segment.Segment);
            var day = await Day(vehicle, sealedDay.Key);
            if (day.Segments.Count == 0) await Note(vehicle, days => days.WithPositions(sealedDay.Key));
            var rewritten = sealedDay.Select(segment => segment.Span.Number).ToHashSet();
            var spans = day.Segments.Where(span => !rewritten.Contains(span.Number)).Concat(sealedDay.Select(segment => segment.Span)).OrderBy(span => span.Number);
            await store.Set(StateNames.Day(vehicle, sealedDay.Key), day with { Segments = [.. spans] });
        }
    }

    /// <summary>Writes entries that cannot change any more to the journals of the days when they happened.</summary>
    public async Task Journal(string vehicle, IReadOnlyList<Entry> entries)
    {
        foreach (var ofDay in entries.GroupBy(entry => TrackRules.DayOf(entry.AtMs)))
        {
            var day = await Day(vehicle, ofDay.Key);
            if (day.JournalParts == 0) await Note(vehicle, days => days.WithJournal(ofDay.Key));
            var parts = Math.Max(1, day.JournalParts);
            var part = await store.Get(StateNames.Journal(vehicle, ofDay.Key, parts - 1), JournalPart.Empty);
            foreach (var chunk in part.Entries.Concat(ofDay).Chunk(JournalPart.Size))
                await store.Set(StateNames.Journal(vehicle, ofDay.Key, parts++ - 1), new JournalPart(chunk));
            if (parts - 1 != day.JournalParts) await store.Set(StateNames.Day(vehicle, ofDay.Key), day with { JournalParts = parts - 1 });
        }
    }

    /// <summary>All entries that a day's journal has.</summary>
    public async Task<List<Entry>> Journal(string vehicle, long day)
    {
        var entries = new List<Entry>();
        for (var part = (await Day(vehicle, day)).JournalParts - 1; part >= 0; part--)
            entries.AddRange((await store.Get(StateNames.Journal(vehicle, day, part), JournalPart.Empty)).Entries);
        return entries;
    }

    private async Task Note(string vehicle, Func<KeptDays, KeptDays> change) =>
        await store.Set(StateNames.Days(vehicle), change(await store.Get(StateNames.Days(vehicle), KeptDays.Empty)));

    private ValueTask<SegmentDay> Day(string vehicle, long day) => store.Get(StateNames.Day(vehicle, day), SegmentDay.Empty);
}
