using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Evidence;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.Replays;
using Fleet.VehicleTracking.Roads;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.Tests.Unit.VehicleTracking.Replays;

public sealed class PassageReplayTests
{
    private static readonly Road WorstLeg = Some.Road with { Law = RoadLaws.WorstLeg };
    private static readonly ReferenceSnapshot Now = new(new RoadMap([WorstLeg]), Some.Tolerances);
    private static readonly KeptPassage[] Fast = [Some.Passage("one", 0), Some.Passage("two", 300), Some.Passage("three", 420)];

    [Fact]
    public void Without_a_change_there_is_no_difference_whatever_is_still_stored()
    {
        var decision = SectionRules.Take(PlateState.Empty, Fast, Now.Roads, Now.Tolerances);
        var stored = decision.Violations.Select(speed => Violations.Of(Some.Plate, speed, Some.Noon)).ToList();
        Assert.Single(stored);

        Assert.Empty(Between(decision.State, stored, Now));
        Assert.Empty(Between(PlateState.Empty, stored, Now));
    }

    [Fact]
    public void What_is_still_to_be_decided_is_pending_and_no_difference()
    {
        var decision = SectionRules.Take(PlateState.Empty, Fast[..2], Now.Roads, Now.Tolerances);
        Assert.Empty(decision.Violations);

        Assert.True(Assert.Single(PassageReplay.Before(Some.Plate, decision.State, [], Now)).IsPending);
        Assert.Empty(Between(decision.State, [], Now));
    }

    [Fact]
    public void A_lower_limit_makes_a_violation_of_passages_that_were_none()
    {
        KeptPassage[] slow = [Some.Passage("one", 0), Some.Passage("two", 400), Some.Passage("three", 600)];
        var state = SectionRules.Take(PlateState.Empty, slow, Now.Roads, Now.Tolerances).State;

        var difference = Assert.Single(Between(state, [], Then(new ReplayChanges(LimitKmh: new Dictionary<string, int> { ["road"] = 80 }))));

        Assert.Equal((DifferenceKinds.New, 80, 90, 87), (difference.Change, difference.After!.LimitKmh, difference.After.SpeedKmh, difference.After.CorrectedSpeedKmh!.Value));
    }

    [Fact]
    public void A_higher_tolerance_lets_a_violation_go_also_when_only_its_evidence_is_left()
    {
        var stored = SectionRules.Take(PlateState.Empty, Fast, Now.Roads, Now.Tolerances).Violations.Select(speed => Violations.Of(Some.Plate, speed, Some.Noon)).ToList();

        var difference = Assert.Single(Between(PlateState.Empty, stored, Then(new ReplayChanges(Tolerances: [new Tolerance("NL", "generous", 1, [new ToleranceBand(Kmh: 60)])]))));

        Assert.Equal((DifferenceKinds.Gone, stored[0].Violation.ViolationId), (difference.Change, difference.Before!.Id));
    }

    [Fact]
    public void A_passage_that_the_changed_road_would_hold_decides_nothing()
    {
        var passages = Fast.Select(passage => passage with { Confidence = 0.92 }).ToList();

        Assert.Single(PassageReplay.After(Some.Plate, passages, Now));
        Assert.Empty(PassageReplay.After(Some.Plate, passages, Then(new ReplayChanges(Roads: [WorstLeg with { MinConfidence = 0.95 }]))));
    }

    [Fact]
    public void A_change_that_contradicts_what_there_is_is_refused() =>
        Assert.Throws<InvalidDataException>(() => Then(new ReplayChanges(Roads: [WorstLeg with { Jurisdiction = "nowhere" }])));

    private static ReferenceSnapshot Then(ReplayChanges changes) => Hypothesis.Of(changes, Now, new MotionSettings()).Then;

    private static List<Difference> Between(PlateState state, List<StoredViolation> stored, ReferenceSnapshot then) => Differences.Between(
        Some.Plate, PassageReplay.Before(Some.Plate, state, stored, Now), PassageReplay.After(Some.Plate, PassageReplay.Known(state, stored), then));
}
