using Fleet.VehicleTracking.SectionControl;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Replays.Run;

/// <summary>Finds out which plates and how many vehicles a shard has, and lists the plates by hash.</summary>
internal sealed class SurveySteps(ReplayStore store, ShardCalls shards)
{
    public async Task<ReplayHead> Step(ReplayHead head)
    {
        var (cursor, plan) = (head.Cursor.Survey, head.Plan);
        var isFirst = cursor is null;
        var mine = plan.Vehicles?.Where(vehicle => ShardKey.Of(vehicle) == head.Cursor.Shard).ToList();
        if (mine is { Count: 0 }) return ReplayRun.Next(head);
        var query = new SurveyQuery(cursor ?? new SurveyCursor(), plan.From.ToUnixTimeMilliseconds(), plan.To.ToUnixTimeMilliseconds(), CountVehicles: isFirst && plan.Changes.TouchPositions && mine is null);
        var view = await shards.Survey(head.Cursor.Shard, query);
        var vehicles = isFirst && plan.Changes.TouchPositions ? mine?.Count ?? view.Vehicles : 0;
        var plates = plan.Changes.TouchPassages ? await List(head.Cursor.Shard, view, plan, mine?.Select(Plates.Normalise).OfType<string>().ToHashSet(StringComparer.Ordinal)) : 0;
        head = head with { Progress = head.Progress with { VehiclesTotal = head.Progress.VehiclesTotal + vehicles + plates } };
        return view.Next is null || !plan.Changes.TouchPassages ? ReplayRun.Next(head) : head with { Cursor = head.Cursor with { Survey = view.Next } };
    }

    private async Task<int> List(int shard, SurveyView view, ReplayPlan plan, HashSet<string>? wanted)
    {
        var found = view.Plates.Select(plate => (Plate: plate, Violation: (string?)null))
            .Concat(view.Violations.Where(entry => plan.HasRoad(entry.RoadId)).Select(entry => (entry.Plate, Violation: (string?)entry.Id)))
            .Where(pair => wanted?.Contains(pair.Plate) != false);
        var fresh = 0;
        foreach (var group in found.GroupBy(pair => PlateBucket.Of(pair.Plate)))
        {
            var bucket = new Dictionary<string, IReadOnlyList<string>>((await store.Bucket(shard, group.Key)).Plates, StringComparer.Ordinal);
            fresh -= bucket.Count;
            foreach (var plate in group.GroupBy(pair => pair.Plate, pair => pair.Violation, StringComparer.Ordinal))
                bucket[plate.Key] = [.. (bucket.GetValueOrDefault(plate.Key) ?? []).Union(plate.OfType<string>(), StringComparer.Ordinal)];
            fresh += bucket.Count;
            await store.Put(shard, group.Key, new PlateBucket(bucket));
        }

        return fresh;
    }
}
