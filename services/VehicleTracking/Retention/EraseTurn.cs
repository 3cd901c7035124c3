using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.SectionControl;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Retention;

/// <summary>
/// Erases everything of a vehicle. The first transaction notes that it is being erased, and takes away all that has a key of
/// its own; the days follow in steps. Whatever crashes on the way, the note is there, and the next tick goes on.
/// </summary>
internal sealed class EraseTurn(ShardStore store, DateTimeOffset now)
{
    // Every position that comes asks whether its vehicle is among them.
    private const int Most = 200;

    /// <summary>Whether so many vehicles are being erased that no more can be.</summary>
    public static bool IsFull(ShardState state) => state.Erasing.Count >= Most;

    /// <summary>Begins; null when there is no room, it is under way already, or there is nothing of the vehicle.</summary>
    public async Task<ShardState?> Begin(ShardState state, string vehicle)
    {
        if (state.IsErasing(vehicle) || IsFull(state)) return null;
        var hasDays = !(await store.Get(StateNames.Days(vehicle), KeptDays.Empty)).IsEmpty;
        var known = await store.Get<VehicleState?>(StateNames.Vehicle(vehicle), null);
        var (plate, violations) = (Plates.Normalise(vehicle), 0);
        var erased = await Vehicle(vehicle, known);
        if (plate is not null)
        {
            erased += await Passages(plate);
            (var held, state) = await Held(plate, state);
            erased += held;
            violations = await new ViolationStore(store).Count(plate);
        }

        // Asked again, there is nothing left but what must be kept; that was answered before.
        var isNothing = known is null && !hasDays && erased == Erased.None;
        if (isNothing && (violations == 0 || await Record(vehicle) is not null)) return null;
        return state with
        {
            Erasing = [.. state.Erasing, new ErasureJob(vehicle, now.ToUnixTimeMilliseconds(), erased, violations)],
            Totals = state.Totals + new ShardTotals { Erased = erased },
        };
    }

    /// <summary>Does the next step for the vehicle that has waited longest; null when none does.</summary>
    public async Task<ShardState?> Step(ShardState state)
    {
        if (state.Erasing is not [var job, ..]) return null;
        var step = new EraseStep(store);
        var isDone = await step.Days(job.Vehicle, long.MaxValue, long.MaxValue);
        var totals = state.Totals + new ShardTotals { Erased = step.Erased };
        job = job with { Erased = job.Erased + step.Erased };
        if (!isDone) return state with { Erasing = [job, .. state.Erasing.Skip(1)], Totals = totals };

        var record = new ErasureRecord(ErasureRecord.SubjectOf(job.Vehicle), DateTimeOffset.FromUnixTimeMilliseconds(job.AskedMs), now, job.Erased, job.ViolationsKept);
        await store.Set(StateNames.Erasure(record.Subject), record);
        return state with { Erasing = [.. state.Erasing.Skip(1)], Totals = totals };
    }

    private async Task<Erased> Vehicle(string vehicle, VehicleState? known)
    {
        if (known is null) return Erased.None;
        await store.Remove(StateNames.Vehicle(vehicle));
        await store.Remove(StateNames.Before(vehicle));
        await store.Remove(StateNames.Uuids(vehicle));
        await store.Remove(StateNames.UuidsBefore(vehicle));
        await new Roster(store).Remove(vehicle);
        return new Erased(
            Positions: PointCodec.Decode(known.Tail).Count + (known.Late is null ? 0 : PointCodec.Decode(known.Late).Count),
            JournalEntries: known.Recent?.Count ?? 0);
    }

    private ValueTask<ErasureRecord?> Record(string vehicle) => store.Get<ErasureRecord?>(StateNames.Erasure(ErasureRecord.SubjectOf(vehicle)), null);

    private async Task<Erased> Passages(string plate)
    {
        var passages = (await store.Get(StateNames.Plate(plate), PlateState.Empty)).Passages.Count;
        if (passages > 0) await store.Remove(StateNames.Plate(plate));
        var lost = await store.Get(StateNames.Lost, LostBook.Empty);
        var others = lost.Vehicles.Where(one => one.Plate != plate).ToList();
        if (others.Count < lost.Vehicles.Count) await store.Set(StateNames.Lost, new LostBook(others));
        return new Erased(Passages: passages, LostEntries: lost.Vehicles.Count - others.Count);
    }

    private async Task<(Erased Erased, ShardState State)> Held(string plate, ShardState state)
    {
        var book = await store.Get(StateNames.Held, HeldBook.Empty);
        var others = new HeldBook([.. book.Passages.Where(held => held.Passage?.Plate != plate)]);
        if (others.Passages.Count == book.Passages.Count) return (Erased.None, state);
        await store.Set(StateNames.Held, others);
        return (new Erased(Passages: book.Passages.Count - others.Passages.Count), state with { HeldDueMinute = others.DueMinute });
    }
}
