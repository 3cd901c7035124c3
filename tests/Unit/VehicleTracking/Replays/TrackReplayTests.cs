using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.Replays;
using Fleet.VehicleTracking.Roads;

namespace Fleet.Tests.Unit.VehicleTracking.Replays;

public sealed class TrackReplayTests
{
    private static readonly ReferenceSnapshot Now = new(new RoadMap([Some.Road]), Some.Tolerances);
    private static readonly ReplayPlan Plan = new(Some.Noon.AddHours(-1), Some.Noon.AddHours(1), new ReplayChanges(OverspeedLimitKmh: 80));
    private static readonly Hypothesis Lower = Hypothesis.Of(Plan.Changes, Now, new MotionSettings());
    private static readonly long NoonMs = Some.Noon.ToUnixTimeMilliseconds();

    [Fact]
    public void Points_in_parts_make_the_same_as_all_at_once()
    {
        var points = Enumerable.Range(0, 300).Select(second => At(second, (second / 50) % 2 == 0 ? 70 : 90)).ToList();
        var whole = TrackReplay.Run(Start(MachineMemory.Empty), points, Lower);
        var parts = points.Chunk(7).Aggregate(Start(MachineMemory.Empty), (progress, part) => TrackReplay.Run(progress, [.. part], Lower));

        var episodes = TrackReplay.Findings(whole.After, whole, Plan);
        Assert.Equal(3, episodes.Count);
        Assert.Equal(episodes, TrackReplay.Findings(parts.After, parts, Plan));
    }

    [Fact]
    public void An_episode_that_may_have_begun_before_what_is_held_is_not_compared()
    {
        var before = MachineMemory.Empty with { Last = Fix.Of(At(-1, 90)) };
        var (held, after) = (Run(before, 0), Run(before, 400));

        Assert.Empty(TrackReplay.Findings(held.After, held, Plan));
        Assert.Single(TrackReplay.Findings(after.After, after, Plan));
    }

    [Fact]
    public void It_goes_on_after_the_span_only_while_something_is_open()
    {
        var points = Enumerable.Range(3_590, 40).Select(second => At(second, second < 3_620 ? 90 : 70)).ToList();
        var open = TrackReplay.Run(Start(MachineMemory.Empty), points[..20], Lower);
        var closed = TrackReplay.Run(open, points[20..], Lower);

        Assert.Equal((false, true), (TrackReplay.IsOver(open, Plan), TrackReplay.IsOver(closed, Plan)));
        Assert.Equal(Some.Noon.AddSeconds(3_619), Assert.Single(TrackReplay.Findings(closed.After, closed, Plan)).Until);
    }

    private static TrackProgress Run(MachineMemory before, int from) =>
        TrackReplay.Run(Start(before), [.. Enumerable.Range(from, 30).Select(second => At(second, 90))], Lower);

    private static TrackProgress Start(MachineMemory before) => TrackReplay.Start("van-1", before, []);

    private static Point At(int second, int kmh) =>
        new(NoonMs + (second * 1_000L), 520_000_000 + (second * 2_250), 50_000_000, kmh * 100);
}
