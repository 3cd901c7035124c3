using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Replays.Run;

/// <summary>Replays the positions of a shard, some segments of one vehicle a step.</summary>
internal sealed class PositionSteps(ReplayStore store, ShardCalls shards, Hypothesis hypothesis)
{
    private const int VehiclesAhead = 100;

    public async Task<ReplayHead> Step(ReplayHead head)
    {
        if (!head.Plan.Changes.TouchPositions) return ReplayRun.Next(head);
        if (head.Cursor.Track is { } track) return await GoOn(head, track);
        if (head.Cursor.Ahead is not [var next, ..] ahead) return await Look(head);
        return await Begin(head with { Cursor = head.Cursor with { Ahead = [.. ahead.Skip(1)] } }, next);
    }

    // Which vehicles come next.
    private async Task<ReplayHead> Look(ReplayHead head)
    {
        var cursor = head.Cursor;
        IReadOnlyList<string> ahead = head.Plan.Vehicles is { } wanted
            ? [.. wanted.Where(vehicle => ShardKey.Of(vehicle) == cursor.Shard && string.CompareOrdinal(vehicle, cursor.After) > 0).Order(StringComparer.Ordinal)]
            : (await shards.VehicleIds(cursor.Shard, new VehiclesQuery(cursor.After, VehiclesAhead))).Vehicles;
        return ahead.Count == 0 ? ReplayRun.Next(head) : head with { Cursor = cursor with { Ahead = ahead } };
    }

    private async Task<ReplayHead> Begin(ReplayHead head, string vehicle)
    {
        var (fromMs, toMs) = (head.Plan.From.ToUnixTimeMilliseconds(), head.Plan.To.ToUnixTimeMilliseconds());
        var view = await shards.Points(new PointsQuery(vehicle, fromMs - TrackReplay.LeadMs, toMs + TrackReplay.TailMs, new EventSpan(fromMs, toMs)));
        return await Take(head, TrackReplay.Start(vehicle, view.Before ?? MachineMemory.Empty, view.Events), view);
    }

    private async Task<ReplayHead> GoOn(ReplayHead head, TrackProgress progress)
    {
        var toMs = head.Plan.To.ToUnixTimeMilliseconds() + TrackReplay.TailMs;
        return await Take(head, progress, await shards.Points(new PointsQuery(progress.Vehicle, progress.AfterMs, toMs, null)));
    }

    private async Task<ReplayHead> Take(ReplayHead head, TrackProgress before, PointsView view)
    {
        var endMs = head.Plan.To.ToUnixTimeMilliseconds() + TrackReplay.TailMs;
        var points = view.Blocks.SelectMany(block => PointCodec.Decode(block)).Where(point => point.InstantMs > before.AfterMs && point.InstantMs < endMs).ToList();
        var progress = TrackReplay.Run(before, points, hypothesis);
        head = head with { Covered = head.Covered + Covered(head.Plan, points) };
        if (view.HasMore && points.Count > 0 && !TrackReplay.IsOver(progress, head.Plan)) return head with { Cursor = head.Cursor with { Track = progress } };
        head = head with { Cursor = head.Cursor with { After = progress.Vehicle, Track = null } };
        return await ReplayRun.Compare(store, head, progress.Vehicle, TrackReplay.Findings(progress.Before, progress, head.Plan), TrackReplay.Findings(progress.After, progress, head.Plan));
    }

    private static ReplayCoverage Covered(ReplayPlan plan, List<Point> points)
    {
        var mine = points.FindAll(point => plan.IsIn(point.InstantMs));
        return new ReplayCoverage(Positions: mine.Count, EarliestPositionAt: mine.Count == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(mine[0].InstantMs));
    }
}
