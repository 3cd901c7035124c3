using Fleet.Notification.Channels;
using Fleet.Notification.Domain.Messages;
using Fleet.Notification.Domain.Preferring;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Tests.Unit.Notification;

public sealed class MessageLifeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 1, TimeSpan.Zero);
    private static readonly TimeSpan[] Ladder = [TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)];

    private static readonly string[] Outcomes =
        [AttemptOutcomes.Taken, AttemptOutcomes.Refused, AttemptOutcomes.Failed, AttemptOutcomes.TimedOut, AttemptOutcomes.NotTried];

    [Fact]
    public void Whatever_happens_a_message_ends_and_every_attempt_is_logged() => Prop.ForAll(
        Gen.Elements(Outcomes).ArrayOf(12).Zip(Gen.Choose(1, 3)).ToArbitrary(),
        drawn =>
        {
            var (outcomes, legs) = drawn;
            var message = Message(legs);
            foreach (var outcome in outcomes)
            {
                if (message.IsOver) break;
                var before = message;
                message = MessageLife.After(before, new Attempt(before.NextAt!.Value, before.Current!.Channel, null, outcome, null), Ladder);
                Assert.Equal(before.Attempts.Count + 1, message.Attempts.Count);
                Assert.Equal(before.Sequence + 1, message.Sequence);
                Assert.Equal(message.IsOver, message.NextAt is null);
                Assert.True(message.IsOver || message.NextAt >= before.NextAt);
            }

            // Three attempts on each of three channels are the most there can be.
            Assert.True(message.IsOver);
            Assert.Equal(message.State == MessageStates.Delivered, message.Attempts[^1].Outcome == AttemptOutcomes.Taken);
            Assert.Equal(message.State == MessageStates.Dead, message.Reason is not null);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_refusal_for_good_is_not_repeated_on_the_same_channel()
    {
        var refused = MessageLife.After(Message(2), new Attempt(Now, "email", null, AttemptOutcomes.Refused, "550 5.1.1"), Ladder);
        Assert.Equal((1, 0, Now), (refused.Leg, refused.Step, refused.NextAt));
        Assert.Equal("chat refused: gone", MessageLife.After(refused, new Attempt(Now, "chat", null, AttemptOutcomes.Refused, "gone"), Ladder).Reason);
    }

    [Fact]
    public void An_erased_message_keeps_its_ids_and_nothing_that_was_said()
    {
        var erased = MessageLife.Erased(Message(1) with { Written = new Written("fine.issued", "en", 1, "Jan"), State = MessageStates.Delivered }, Now);
        Assert.Equal(("evt_1", "", "", MessageStates.Delivered), (erased.EventId, erased.Legs[0].Address, erased.Written!.Subject, erased.State));
    }

    private static Message Message(int legs) => new(
        MessageId.Of("evt_1", "own_1"), "own_1", "evt_1", "fin_1", "fine.issued", Categories.Fines, Required: true, MessageStates.Pending, null,
        [.. new[] { ChannelNames.Email, ChannelNames.Chat, ChannelNames.Sms }.Take(legs).Select(channel => new Leg(channel, "somewhere"))],
        0, 0, Now, Now, Now, Now, 1, null, null, null, []);
}
