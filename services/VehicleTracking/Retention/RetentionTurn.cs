using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Retention;

/// <summary>
/// Erases what a shard keeps no longer: once a UTC day it goes over its vehicles, some at a time. What a step erases and how
/// far the pass has come is saved in one transaction, so a crash repeats nothing and leaves nothing out.
/// </summary>
internal sealed class RetentionTurn(ShardStore store, ReferenceSnapshot world, MotionSettings motion, RetentionSettings settings, long nowMs)
{
    /// <summary>Vehicles that a step looks at, at most.</summary>
    public const int MostVehicles = 25;

    /// <summary>Does the next step; null when today nothing is left to do.</summary>
    public async Task<ShardState?> Step(ShardState state)
    {
        var (today, progress) = (TrackRules.DayOf(nowMs), state.Retention);
        if (settings.Since(nowMs).IsEver || (progress.IsDone && progress.Day >= today)) return null;
        if (progress.IsDone) progress = new RetentionProgress(today, "", IsDone: false);

        var (step, since) = (new EraseStep(store), settings.Since(progress.Day * 86_400_000));
        progress = progress.After is { } after ? progress with { After = await Vehicles(after, since, step) } : await Others(progress, since, step);
        return state with { Retention = progress, Totals = state.Totals + new ShardTotals { Erased = step.Erased } };
    }

    // The last vehicle of which nothing too old is left; null behind the last of all.
    private async Task<string?> Vehicles(string after, KeptSince since, EraseStep step)
    {
        var vehicles = since is { Positions: KeptSince.EverDay, Journal: KeptSince.EverDay } ? [] : await new Roster(store).After(after, MostVehicles);
        foreach (var vehicle in vehicles)
        {
            if (step.IsFull || !await step.Days(vehicle, since.Positions, since.Journal)) return after;
            await Tail(vehicle, since, step);
            after = vehicle;
        }

        return vehicles.Count == 0 ? null : after;
    }

    private async Task Tail(string vehicle, KeptSince since, EraseStep step)
    {
        var (state, tracks) = (await store.Get(StateNames.Vehicle(vehicle), VehicleState.Empty), new TrackStore(store));
        if (PointCodec.FirstMs(state.Tail) >= since.PositionsMs && state.Late is null && state.Recent is null) return;
        if (TailRules.Shorten(state, await tracks.Before(vehicle), since, new MachineWorld(vehicle, motion, world)) is not { } shortened) return;
        await store.Set(StateNames.Vehicle(vehicle), shortened.State);
        await store.Set(StateNames.Before(vehicle), shortened.Before);
        if (shortened.Trip is { } trip && trip.StartMs >= since.JournalMs) await tracks.Journal(vehicle, [new Entry(Trip: trip)]);
        step.Add(shortened.Erased);
    }

    // What is not kept by vehicle.
    private async Task<RetentionProgress> Others(RetentionProgress progress, KeptSince since, EraseStep step)
    {
        if (await new ViolationStore(store).EraseOldest(since.Violations) is { } violations)
        {
            step.Add(new Erased(Violations: violations));
            return progress;
        }

        var lost = await store.Get(StateNames.Lost, LostBook.Empty);
        var young = lost.Vehicles.Where(one => one.LostAt.ToUnixTimeMilliseconds() >= since.JournalMs).ToList();
        if (young.Count < lost.Vehicles.Count)
        {
            await store.Set(StateNames.Lost, new LostBook(young));
            step.Add(new Erased(LostEntries: lost.Vehicles.Count - young.Count));
        }

        return progress with { IsDone = true };
    }
}
