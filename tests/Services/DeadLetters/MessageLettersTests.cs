using System.Net;
using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.Tests.Services.Chain;
using Fleet.Tests.Services.Notification;

namespace Fleet.Tests.Services.DeadLetters;

/// <summary>Dead letters of notification: looked at, corrected, tried without effect, and sent again.</summary>
public sealed class MessageLettersTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_letter_is_corrected_tried_without_effect_and_sent()
    {
        await using var room = await PostRoom.Start();
        var told = Unreachable(0);
        await room.Publish(Topics.FineEvents, told);
        await Waits(room, 1);
        var letter = (await room.Client.Waiting())[0];
        Assert.False((await room.Client.DryRun(letter.Id())).GetProperty("wouldBeTaken").GetBoolean());

        var corrected = told with { Recipient = told.Recipient! with { Email = "right@example.org" } };
        using (var edited = await room.Client.Edit(letter.Id(), corrected, "\"1\"")) Assert.Equal("\"2\"", edited.Headers.ETag?.Tag);
        var would = await room.Client.DryRun(letter.Id());
        var planned = would.GetProperty("effect").GetProperty("messages")[0];
        Assert.Equal(("email", "fine.issued"), (planned.GetProperty("channels")[0].GetString(), planned.Text("template")));
        Assert.Empty(room.Mails.Mails);
        Assert.Empty(await room.Messages(told.Recipient!.OwnerId));

        var redrive = await room.Client.Redrive(new { ids = new[] { letter.Id() } });
        await Over(room, redrive);
        Assert.Equal("right@example.org", Assert.Single(room.Mails.Mails).To);
        var after = await room.Client.Letter(letter.Id());
        Assert.Equal("redriven", after.GetProperty("letter").Text("state"));
        Assert.Equal(["kept", "edited", "redriven"], after.Steps());
        Assert.Equal("olga", after.GetProperty("history")[1].Text("by"));
        Assert.Equal(told.Recipient.Email, after.GetProperty("original").GetProperty("recipient").Text("email"));
        Assert.Equal(0, await room.Client.Stat("deadLetters"));
    }

    [Fact]
    public async Task Who_is_to_be_forgotten_is_forgotten_in_dead_letters_too_once_none_waits()
    {
        await using var room = await PostRoom.Start();
        var told = Unreachable(0);
        var person = $"/v1/recipients/{told.Recipient!.OwnerId}";
        await room.Publish(Topics.FineEvents, told);
        await Waits(room, 1);
        var id = (await room.Client.Waiting())[0].Id();
        Assert.Contains(told.Recipient.Name, await room.Client.GetStringAsync(person + "/export"), StringComparison.Ordinal);
        using (var refused = await room.Client.DeleteAsync(person))
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains("dead_letters_open", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        (await room.Client.DeleteAsync($"/v1/dead-letters/{id}?reason=moved")).EnsureSuccessStatusCode();
        (await room.Client.DeleteAsync(person)).EnsureSuccessStatusCode();
        var left = await room.Client.GetStringAsync("/v1/dead-letters/" + id);
        Assert.DoesNotContain(told.Recipient.Name, left, StringComparison.Ordinal);
        Assert.DoesNotContain(told.Violation.Plate, left, StringComparison.Ordinal);
        Assert.Contains(told.FineId, left, StringComparison.Ordinal);
        Assert.DoesNotContain(told.Recipient.Name, await room.Client.GetStringAsync(person + "/export"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letters_stand_together_by_their_cause()
    {
        await using var room = await PostRoom.Start();
        await room.Publish(Topics.FineEvents, Unreachable(0), Unreachable(1), Some.Issued(2) with { Type = "fine.lost" }, Some.Issued(3) with { Type = "fine.found" });
        await room.Publish(Topics.VehicleAlerts, new { eventId = "evt_a" });
        await Waits(room, 5);
        var groups = await room.Client.Groups();
        Assert.Equal([2, 2, 1], groups.Select(group => group.GetProperty("count").GetInt32()));
        var typed = groups.Single(group => group.Text("cause") == "is_no_type_of_fine_event");
        Assert.Equal(2, (await room.Client.Waiting("&cause=is_no_type_of_fine_event")).Count);
        Assert.Single(await room.Client.Waiting("&topic=" + Topics.VehicleAlertsDead));
        Assert.Contains("is no type", (await room.Client.Letter(typed.Text("sampleId")!)).GetProperty("letter").Text("reason"), StringComparison.Ordinal);
        Assert.Equal(5, (await room.Client.Json("/v1/dead-letters?limit=100")).GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task A_message_that_comes_back_opens_its_letter_again_and_begins_its_ladder_anew_each_time()
    {
        await using var room = await PostRoom.Start(null, ("Delivery:Steps:0", "00:01:00"));
        room.Mails.Answers(_ => MailAnswer.Fail);
        var told = Some.Issued();
        var recipient = told.Recipient!.OwnerId;
        await room.Publish(Topics.FineEvents, told);
        await Dies(room, recipient);
        await Waits(room, 1);
        var id = (await room.Client.Waiting())[0].Id();

        await Over(room, await room.Client.Redrive(new { topic = Topics.FineEventsDead }));
        Assert.Equal("redriven", (await room.Client.Letter(id)).GetProperty("letter").Text("state"));
        await Dies(room, recipient);
        await Waits(room, 1);
        Assert.Equal(["kept", "redriven", "kept_again"], (await room.Client.Letter(id)).Steps());

        room.Mails.Answers(_ => MailAnswer.Take);
        await Over(room, await room.Client.Redrive(new { cause = (await room.Client.Groups())[0].Text("cause") }));
        await room.States(recipient, "delivered");
        Assert.Single(room.Mails.Mails);
        Assert.Equal(0, await room.Client.Stat("deadLetters"));
    }

    [Fact]
    public async Task A_redrive_keeps_to_its_rate_and_says_how_far_it_is_and_why_letters_are_refused()
    {
        await using var room = await PostRoom.Start();
        await room.Publish(Topics.FineEventsDead, [.. Enumerable.Range(0, 24).Select(number => (object)Some.Issued(number)), Unreachable(30)]);
        await Waits(room, 25);
        var began = room.Time.GetUtcNow();
        var redrive = await room.Client.Redrive(new { topic = Topics.FineEventsDead, perSecond = 5 }, "once");
        Assert.Equal(redrive, await room.Client.Redrive(new { topic = Topics.FineEventsDead, perSecond = 5 }, "once"));
        Assert.Equal((HttpStatusCode.Conflict, "idempotency_key_reused"), await Letters.Refusal(room.Client.AskRedrive(new { topic = "x" }, "once")));
        await room.Until(
            async () =>
            {
                var now = await room.Client.Progress(redrive);
                var handed = 25 - now.GetProperty("left").GetInt32();
                Assert.True(handed <= 5 * ((room.Time.GetUtcNow() - began).TotalSeconds + 1), $"{handed} letters after {room.Time.GetUtcNow() - began}");
                return now.Text("state") == "done";
            },
            TimeSpan.FromMinutes(1),
            TimeSpan.FromMilliseconds(200));
        var done = await room.Client.Progress(redrive);
        Assert.Equal([25, 24, 1, 0], ((string[])["selected", "taken", "refused", "skipped"]).Select(name => done.GetProperty(name).GetInt32()));
        Assert.Equal("the_recipient_has_no_plain_e_mail_address_and_no_other_channel_leads_to_them", done.GetProperty("refusals")[0].Text("cause"));
        var left = Assert.Single(await room.Client.Waiting());
        Assert.Equal((2, "the_recipient_has_no_plain_e_mail_address_and_no_other_channel_leads_to_them"), (left.GetProperty("attempts").GetInt32(), left.Text("cause")));
        Assert.Equal(24, room.Mails.Mails.Count);
    }

    [Fact]
    public async Task A_dry_run_of_many_changes_nothing()
    {
        await using var room = await PostRoom.Start();
        await room.Publish(Topics.FineEventsDead, Some.Issued(0), Some.Issued(1), Unreachable(2));
        await Waits(room, 3);
        var redrive = await room.Client.Redrive(new { topic = Topics.FineEventsDead, dryRun = true });
        await Over(room, redrive);
        var done = await room.Client.Progress(redrive);
        Assert.Equal((2, 1), (done.GetProperty("taken").GetInt32(), done.GetProperty("refused").GetInt32()));
        Assert.All(await room.Client.Waiting(), letter => Assert.Equal(1, letter.GetProperty("sequence").GetInt32()));
        Assert.Empty(room.Mails.Mails);
    }

    [Fact]
    public async Task Every_refusal_has_a_code()
    {
        await using var room = await PostRoom.Start();
        await room.Publish(Topics.FineEvents, Unreachable(0));
        await Waits(room, 1);
        var id = (await room.Client.Waiting())[0].Id();
        Assert.Equal((HttpStatusCode.PreconditionRequired, "precondition_required"), await Letters.Refusal(room.Client.Edit(id, new { a = 1 }, null)));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "sequence_mismatch"), await Letters.Refusal(room.Client.Edit(id, new { a = 1 }, "\"7\"")));
        Assert.Equal((HttpStatusCode.BadRequest, "wrong_type"), await Letters.Refusal(room.Client.Edit(id, "text", "*")));
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), await Letters.Refusal(room.Client.Edit("dea_0", new { a = 1 }, "*")));
        Assert.Equal((HttpStatusCode.BadRequest, "required"), await Letters.Refusal(room.Client.Discard(id, "")));
        Assert.Equal((HttpStatusCode.BadRequest, "required"), await Letters.Refusal(room.Client.AskRedrive(new { perSecond = 5 })));
        Assert.Equal((HttpStatusCode.BadRequest, "out_of_range"), await Letters.Refusal(room.Client.AskRedrive(new { cause = "x", perSecond = 0 })));
        Assert.Equal((HttpStatusCode.BadRequest, "unknown_field"), await Letters.Refusal(room.Client.AskRedrive(new { cause = "x", rate = 1 })));
        Assert.Equal((HttpStatusCode.BadRequest, "contradiction"), await Letters.Refusal(room.Client.AskRedrive(new { cause = "x", ids = new[] { id } })));
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), await Letters.Refusal(room.Client.GetAsync("/v1/dead-letters/redrives/red_0")));
        Assert.Equal((HttpStatusCode.BadRequest, "unknown_state"), await Letters.Refusal(room.Client.GetAsync("/v1/dead-letters?state=lost")));

        using (var discarded = await room.Client.Discard(id, "a test")) Assert.Equal(HttpStatusCode.OK, discarded.StatusCode);
        Assert.Equal(0, await room.Client.Stat("deadLetters"));
        Assert.Equal((HttpStatusCode.Conflict, "not_waiting"), await Letters.Refusal(room.Client.Edit(id, new { a = 1 }, "*")));
        using (var reopened = await room.Client.PostAsync($"/v1/dead-letters/{id}/reopen", null)) Assert.Equal(HttpStatusCode.OK, reopened.StatusCode);
        Assert.Equal(["kept", "discarded", "reopened"], (await room.Client.Letter(id)).Steps());
        Assert.Equal(1, await room.Client.Stat("deadLetters"));
    }

    private static Task Over(PostRoom room, string redrive) =>
        room.Until(() => room.Client.IsOver(redrive), TimeSpan.FromMinutes(2), TimeSpan.FromMilliseconds(50));

    private static FineEvent Unreachable(int number)
    {
        var told = Some.Issued(number);
        return told with { Recipient = told.Recipient! with { Email = "a@example.org;b@example.org" } };
    }

    private static Task Waits(PostRoom room, int letters) => room.Until(
        async () => await room.Client.Stat("deadLetters") == letters, Soon, TimeSpan.FromMilliseconds(5));

    private static async Task Dies(PostRoom room, string recipient)
    {
        await room.States(recipient, "pending");
        await room.NextAttempt(recipient);
        await room.States(recipient, "dead");
    }
}
