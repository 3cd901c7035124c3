using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Replays.Run;

/// <summary>
/// The steps of a replay, each one small question to one shard. A step gives the head after it; what it found is set in the
/// store, and counts when both are saved.
/// </summary>
internal sealed class ReplayRun(ReplayStore store, ShardCalls shards, Hypothesis hypothesis)
{
    /// <summary>The head after the next step; null when there is nothing left to do.</summary>
    public async Task<ReplayHead?> Step(ReplayHead head) => head.Cursor switch
    {
        { Shard: >= ShardKey.Count } => null,
        { Stage: ReplayStage.Survey } => await new SurveySteps(store, shards).Step(head),
        { Stage: ReplayStage.Passages } => await new PassageSteps(store, shards, hypothesis).Step(head),
        _ => await new PositionSteps(store, shards, hypothesis).Step(head),
    };

    /// <summary>The head when a shard is surveyed, or a stage of it replayed.</summary>
    public static ReplayHead Next(ReplayHead head) => head.Cursor switch
    {
        { Stage: ReplayStage.Survey, Shard: < ShardKey.Count - 1 and var shard } => head with { Cursor = new ReplayCursor(ReplayStage.Survey, shard + 1) },
        { Stage: ReplayStage.Survey } => head with { Cursor = new ReplayCursor(ReplayStage.Passages, 0) },
        { Stage: ReplayStage.Passages } => head with { Cursor = new ReplayCursor(ReplayStage.Positions, head.Cursor.Shard) },
        _ => head with { Cursor = new ReplayCursor(ReplayStage.Passages, head.Cursor.Shard + 1), Progress = head.Progress with { ShardsDone = head.Progress.ShardsDone + 1 } },
    };

    /// <summary>The head when one more vehicle is compared.</summary>
    public static async Task<ReplayHead> Compare(ReplayStore store, ReplayHead head, string vehicle, List<Finding> before, List<Finding> after)
    {
        var differences = Differences.Between(vehicle, before, after);
        return head with
        {
            Totals = head.Totals.With(before, after, differences),
            Kept = await store.Add(head.Kept, differences),
            Progress = head.Progress with { VehiclesDone = head.Progress.VehiclesDone + 1 },
        };
    }
}
