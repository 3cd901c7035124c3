using Fleet.Simulator.Journal;
using Fleet.Simulator.Traffic;

namespace Fleet.Tests.Unit.Simulator;

public sealed class JourneyJournalTests
{
    private static readonly CancellationToken Now = CancellationToken.None;

    private readonly string folder = Some.Folder();
    private readonly Journey journey = Some.Journeys(500).First(j => j.SpeedingSections.Count == 1 && j.Passages.Count == 2 && j.Passages[0].SendAt < j.Passages[1].SendAt);

    [Fact]
    public async Task A_planned_journey_is_expected_and_open_after_a_crash()
    {
        await using (var journal = JourneyJournal.Open(folder))
            await journal.PlanAsync(journey, Now);

        await using var again = JourneyJournal.Open(folder);
        Assert.Equal(journey.ExpectedViolations().Select(v => v.ViolationId), again.Expected());
        var open = Assert.Single(again.Open());
        Assert.Equal([0, 1], open.Passages);
        Assert.True(open.Positions);
        Assert.Equal(journey.Passages, open.Journey.Passages);
        Assert.Equal([new Arrival(journey.Passages[^1].Camera, journey.Passages[^1].Instant)], again.Arrivals()[journey.Plate]);
    }

    [Fact]
    public async Task What_was_acknowledged_is_not_sent_again()
    {
        await using (var journal = JourneyJournal.Open(folder))
        {
            await journal.PlanAsync(journey, Now);
            await journal.AcknowledgePassagesAsync([new PassageKey(journey.Id, 0)], Some.Start, Now);
            await journal.AcknowledgePositionsAsync([journey.Id], Now);
        }

        await using var again = JourneyJournal.Open(folder);
        var open = Assert.Single(again.Open());
        Assert.Equal([1], open.Passages);
        Assert.False(open.Positions);
        await again.AcknowledgePassagesAsync([new PassageKey(journey.Id, 1)], Some.Start, Now);
        Assert.True(again.IsDrained);
    }

    [Fact]
    public async Task The_passage_that_completes_a_violation_says_when_it_was_sent()
    {
        await using var journal = JourneyJournal.Open(folder);
        await journal.PlanAsync(journey, Now);
        var violation = journey.ExpectedViolations().Single().ViolationId;
        Assert.Equal(new Sending(false, null), journal.SendingOf(violation));
        await journal.AcknowledgePassagesAsync([new PassageKey(journey.Id, 0)], Some.Start, Now);
        Assert.False(journal.SendingOf(violation)!.Value.Acknowledged);
        await journal.AcknowledgePassagesAsync([new PassageKey(journey.Id, 1)], Some.Start.AddSeconds(1), Now);
        Assert.Equal(new Sending(true, Some.Start.AddSeconds(1)), journal.SendingOf(violation));
        Assert.Null(journal.SendingOf("vio_unknown"));
    }

    [Fact]
    public async Task What_came_too_late_is_not_expected_any_more()
    {
        await using (var journal = JourneyJournal.Open(folder))
        {
            await journal.PlanAsync(journey, Now);
            await journal.GiveUpAsync([new PassageKey(journey.Id, 0)], Now);
            await journal.AcknowledgePassagesAsync([new PassageKey(journey.Id, 0), new PassageKey(journey.Id, 1)], Some.Start, Now);
        }

        await using var again = JourneyJournal.Open(folder);
        Assert.Empty(again.Expected());
    }

    [Fact]
    public async Task A_torn_last_line_is_cut_off_and_the_journal_goes_on()
    {
        await using (var journal = JourneyJournal.Open(folder))
            await journal.PlanAsync(journey, Now);
        var file = Path.Combine(folder, "journeys.log");
        await File.AppendAllTextAsync(file, "{\"planned\":{\"id\":\"tor");

        await using (var again = JourneyJournal.Open(folder))
        {
            Assert.Single(again.Open());
            await again.AcknowledgePositionsAsync([journey.Id], Now);
        }

        await using var third = JourneyJournal.Open(folder);
        Assert.False(Assert.Single(third.Open()).Positions);
    }
}
