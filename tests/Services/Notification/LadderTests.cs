using Fleet.Contracts;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.Notification;

/// <summary>What becomes of messages whose mail server refuses, hangs, or takes them and dies.</summary>
public sealed class LadderTests
{
    private static readonly TimeSpan[] Steps =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(1)];

    [Fact]
    public async Task Every_step_of_the_ladder_is_taken_and_then_the_event_is_a_dead_letter()
    {
        await using var room = await PostRoom.Start();
        room.Mails.Answers(_ => MailAnswer.Fail);
        var issued = Some.Issued();
        await room.Publish(Topics.FineEvents, issued);
        await room.States(issued.Recipient!.OwnerId, "pending");
        foreach (var step in Steps)
        {
            var line = (await room.Messages(issued.Recipient.OwnerId))[0];
            Assert.Equal(step, line.GetProperty("nextAt").GetDateTimeOffset() - line.GetProperty("at").GetDateTimeOffset());
            await room.NextAttempt(issued.Recipient.OwnerId);
        }

        await room.States(issued.Recipient.OwnerId, "dead");
        var message = await room.Message((await room.Messages(issued.Recipient.OwnerId))[0]);
        Assert.Equal(7, message.GetProperty("attempts").GetArrayLength());
        Assert.Equal(1, await room.Client.Stat("deadLetters"));
        Assert.Equal(1, await room.Client.Stat("messages.dead"));
        Assert.Empty(room.Mails.Mails);

        room.Mails.Answers(_ => MailAnswer.Take);
        await room.Publish(Topics.FineEvents, issued);
        await room.States(issued.Recipient.OwnerId, "delivered");
        Assert.Single(room.Mails.Mails);
    }

    [Fact]
    public async Task A_mail_that_was_refused_for_a_time_is_delivered_by_the_next_step()
    {
        await using var room = await PostRoom.Start();
        room.Mails.Refuse(times: 2);
        var issued = Some.Issued();
        await room.Publish(Topics.FineEvents, issued);
        await room.States(issued.Recipient!.OwnerId, "pending");
        await room.NextAttempt(issued.Recipient.OwnerId);
        await room.NextAttempt(issued.Recipient.OwnerId);
        await room.States(issued.Recipient.OwnerId, "delivered");
        var attempts = (await room.Message((await room.Messages(issued.Recipient.OwnerId))[0])).GetProperty("attempts").EnumerateArray().ToList();
        Assert.Equal(["failed", "failed", "taken"], attempts.Select(attempt => attempt.GetProperty("outcome").GetString()));
        Assert.Single(room.Mails.Mails);
        Assert.Equal(1, await room.Client.Stat("mailsDelivered"));
    }

    [Fact]
    public async Task A_mailbox_that_hangs_keeps_nobody_waiting_for_ever()
    {
        await using var room = await PostRoom.Start(null, ("Delivery:AttemptTimeout", "00:00:10"), ("Mail:SendsAtOnce", "2"));
        var stuck = Some.Issued(0);
        var others = Enumerable.Range(1, 30).Select(number => Some.Issued(number)).ToList();
        room.Mails.Answers(to => to == stuck.Recipient!.Email ? MailAnswer.Hang : MailAnswer.Take);
        await room.Publish(Topics.FineEvents, [stuck, .. others]);
        await room.Until(async () => await room.Client.Stat("mailsDelivered") >= others.Count(told => told.Recipient!.Email != stuck.Recipient!.Email), TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(10));
        await room.States(stuck.Recipient!.OwnerId, "pending");
        Assert.DoesNotContain(room.Mails.Mails, mail => mail.To == stuck.Recipient!.Email);
    }

    [Fact]
    public async Task A_mail_server_that_takes_a_mail_and_dies_gets_the_same_mail_again()
    {
        await using var room = await PostRoom.Start();
        var died = false;
        room.Mails.Answers(_ => died ? MailAnswer.Take : (died = true, MailAnswer.TakeAndDie).TakeAndDie);
        var issued = Some.Issued();
        await room.Publish(Topics.FineEvents, issued);
        await room.States(issued.Recipient!.OwnerId, "pending");
        await room.NextAttempt(issued.Recipient.OwnerId);
        await room.States(issued.Recipient.OwnerId, "delivered");
        Assert.Equal(2, room.Mails.Mails.Count);
        Assert.Single(room.Mails.Mails.Distinct());
    }
}
