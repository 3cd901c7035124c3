using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.SectionControl;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Retention;

/// <summary>What can be asked of a shard about what it keeps of a vehicle.</summary>
internal sealed class KeptReads(ShardStore store)
{
    public async Task<KeptView> Kept(string id)
    {
        var days = await store.Get(StateNames.Days(id), KeptDays.Empty);
        var state = await store.Get(StateNames.Vehicle(id), VehicleState.Empty);
        foreach (var point in PointCodec.Decode(state.Tail)) days = days.WithPositions(TrackRules.DayOf(point.InstantMs));
        foreach (var point in PointCodec.Decode(state.Late ?? [])) days = days.WithPositions(TrackRules.DayOf(point.InstantMs));
        foreach (var entry in state.Recent ?? []) days = days.WithJournal(TrackRules.DayOf(entry.AtMs));
        if (Plates.Normalise(id) is not { } plate) return new KeptView(days, [], [], []);

        var passages = (await store.Get(StateNames.Plate(plate), PlateState.Empty)).Passages;
        var lost = (await store.Get(StateNames.Lost, LostBook.Empty)).Vehicles;
        var held = (await store.Get(StateNames.Held, HeldBook.Empty)).Passages.Select(one => one.Passage).OfType<Passage>();
        return new KeptView(
            days, [.. passages.Select(kept => PassageOf(kept, plate))], [.. held.Where(one => one.Plate == plate)], [.. lost.Where(one => one.Plate == plate)]);
    }

    public async Task<ErasureView> Erasure(string id, ShardState state)
    {
        if (state.Erasing.FirstOrDefault(job => job.Vehicle == id) is { } job)
            return new ErasureView(id, ErasureStatus.Erasing, DateTimeOffset.FromUnixTimeMilliseconds(job.AskedMs), null, job.Erased, job.ViolationsKept);
        return await store.Get<ErasureRecord?>(StateNames.Erasure(ErasureRecord.SubjectOf(id)), null) is { } record
            ? new ErasureView(id, ErasureStatus.Erased, record.AskedAt, record.ErasedAt, record.Erased, record.ViolationsKept)
            : new ErasureView(id, ErasureStatus.Nothing, null, null, Retention.Erased.None, 0);
    }

    private static Passage PassageOf(KeptPassage kept, string plate) =>
        new(kept.Camera, plate, DateTimeOffset.FromUnixTimeMilliseconds(kept.InstantMs), kept.Lane, kept.VehicleClass, kept.Confidence, kept.Uuid, kept.Confirmed ? true : null);
}
