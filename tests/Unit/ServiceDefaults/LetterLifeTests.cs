using System.Text.Json;
using Fleet.ServiceDefaults.DeadLetters;

namespace Fleet.Tests.Unit.ServiceDefaults;

/// <summary>What becomes of a letter, and how fast a redrive goes.</summary>
public sealed class LetterLifeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 16, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_letter_that_waits_keeps_its_correction_when_it_is_given_up_once_more()
    {
        var letter = LetterLife.Edited(LetterLife.Kept(null, Arrival("""{"eventId":"a"}""")), JsonElement.Parse("""{"eventId":"b"}"""), "olga", Noon);
        var again = LetterLife.Kept(letter, Arrival("""{"eventId":"a"}""", "It is too late."));
        Assert.Equal(("b", "a"), (again.Event.GetProperty("eventId").GetString(), again.Original?.GetProperty("eventId").GetString()));
        Assert.Equal((LetterStates.Waiting, "it_is_too_late", 3), (again.State, again.Cause, again.Sequence));
    }

    [Fact]
    public void The_first_step_and_the_newest_hundred_are_remembered()
    {
        var letter = LetterLife.Kept(null, Arrival("1"));
        for (var number = 0; number < 300; number++) letter = LetterLife.Refused(letter, "No.", FormattableString.Invariant($"red_{number}"), Noon);
        Assert.Equal(100, letter.History.Count);
        Assert.Equal((LetterSteps.Kept, "red_299", 301), (letter.History[0].What, letter.History[^1].By, letter.Sequence));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void In_no_second_more_letters_go_out_than_the_rate_allows_twice(int perSecond)
    {
        var plan = new RedrivePlan(null, "t", null, perSecond, DryRun: false);
        var redrive = RedriveRules.Begun(new RedriveOrder("red_1", "", "olga", plan), 100_000, Noon);
        var random = new Random(7);
        var (now, sent) = (Noon, 0L);
        while (now < Noon.AddSeconds(60))
        {
            for (var budget = RedriveRules.Budget(redrive, now); budget > 0; budget = RedriveRules.Budget(redrive, now))
            {
                redrive = RedriveRules.Paid(redrive, budget, now);
                sent += budget;
            }

            Assert.True(sent <= perSecond * ((now - Noon).TotalSeconds + 1) + 1);
            now += TimeSpan.FromMilliseconds(random.Next(1, 1_200));
        }

        Assert.True(sent >= perSecond * 40L, $"{sent} in a minute");
    }

    private static LetterArrival Arrival(string body, string? reason = null) => LetterArrival.Of("dead", body, Noon, reason, "eventId");
}
