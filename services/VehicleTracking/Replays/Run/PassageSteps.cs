using Fleet.VehicleTracking.SectionControl;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Replays.Run;

/// <summary>Replays the passages of a shard, some plates a step.</summary>
internal sealed class PassageSteps(ReplayStore store, ShardCalls shards, Hypothesis hypothesis)
{
    private const int PlatesAStep = 50;

    public async Task<ReplayHead> Step(ReplayHead head)
    {
        if (!head.Plan.Changes.TouchPassages) return ReplayRun.Next(head);
        for (var cursor = head.Cursor; cursor.Bucket < PlateBucket.Count; cursor = cursor with { Bucket = cursor.Bucket + 1, After = "" })
        {
            var bucket = await store.Bucket(cursor.Shard, cursor.Bucket);
            if (bucket.Plates.Count > 0) return await Step(head with { Cursor = cursor }, bucket);
        }

        return ReplayRun.Next(head);
    }

    private async Task<ReplayHead> Step(ReplayHead head, PlateBucket bucket)
    {
        var cursor = head.Cursor;
        var plates = bucket.Plates.Where(plate => string.CompareOrdinal(plate.Key, cursor.After) > 0)
            .OrderBy(plate => plate.Key, StringComparer.Ordinal).Take(PlatesAStep).Select(plate => new PlateQuery(plate.Key, plate.Value)).ToList();
        foreach (var plate in (await shards.Plates(cursor.Shard, new PlatesQuery(plates))).Plates) head = await Replay(head, plate);
        if (plates.Count == PlatesAStep) return head with { Cursor = cursor with { After = plates[^1].Plate } };
        await store.Remove(cursor.Shard, cursor.Bucket);
        return head with { Cursor = cursor with { Bucket = cursor.Bucket + 1, After = "" } };
    }

    private async Task<ReplayHead> Replay(ReplayHead head, PlateView plate)
    {
        var known = PassageReplay.Known(plate.State, plate.Violations);
        var before = PassageReplay.Before(plate.Plate, plate.State, plate.Violations, hypothesis.Now).FindAll(IsWanted);
        var after = PassageReplay.After(plate.Plate, known, hypothesis.Then).FindAll(IsWanted);
        return await ReplayRun.Compare(store, head with { Covered = head.Covered + Covered(head.Plan, plate, known) }, plate.Plate, before, after);

        bool IsWanted(Finding finding) => head.Plan.IsIn(finding.Until!.Value) && head.Plan.HasRoad(finding.RoadId!);
    }

    private ReplayCoverage Covered(ReplayPlan plan, PlateView plate, List<KeptPassage> known)
    {
        var mine = known.FindAll(passage => plan.IsIn(passage.InstantMs)
            && (plan.Roads is null || (hypothesis.Now.Roads.At(passage.Camera, passage.InstantMs) is { } road && plan.HasRoad(road.Road.Id))));
        var stored = mine.Count(passage => plate.State.Passages.Any(kept => kept.Camera == passage.Camera && kept.InstantMs == passage.InstantMs));
        return new ReplayCoverage(
            stored, mine.Count - stored,
            EarliestPassageAt: mine.Count == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(mine.Min(passage => passage.InstantMs)));
    }
}
