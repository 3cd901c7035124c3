using Fleet.ServiceDefaults.DeadLetters;

namespace Fleet.Tests.Unit.ServiceDefaults;

/// <summary>Reasons that say the same of different events are one cause, and nothing of an event gets into it.</summary>
public sealed class LetterCauseTests
{
    [Theory]
    [InlineData(null, "retries_ended")]
    [InlineData("", "unnamed")]
    [InlineData("12 345", "unnamed")]
    [InlineData("The time zone 'Mars/Base One' is unknown.", "the_time_zone_is_unknown")]
    [InlineData("The event's data cannot be read at $.violation.plate.", "the_events_data_cannot_be_read_at_violation_plate")]
    [InlineData("email refused: 550 5.1.1 <jan@example.org>: no such user", "email_refused_no_such_user")]
    [InlineData("Recipient jan@example.org has no \"secret\"", "recipient_has_no")]
    [InlineData("Fine fin_0123abc of 2026-05-01 is gone (see /v1/fines/fin_1)", "fine_of_is_gone_see")]
    [InlineData("'fine.lost' is no type of fine event.", "is_no_type_of_fine_event")]
    public void A_reason_becomes_a_code(string? reason, string cause) => Assert.Equal(cause, LetterCause.Of(reason));

    [Fact]
    public void A_code_has_eighty_characters_at_most()
    {
        var cause = LetterCause.Of(string.Join(' ', Enumerable.Repeat("word", 100)));
        Assert.InRange(cause.Length, 70, 80);
        Assert.Matches("^[a-z_]+[a-z]$", cause);
    }
}
