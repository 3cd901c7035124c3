using System.Net;
using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.Runtime.Faults;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.Notification;

public sealed class TakeFineEventsTests
{
    [Fact]
    public async Task An_issued_fine_is_mailed_once_however_often_it_is_told()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.Notification);
        var issued = Some.Issued();
        await chain.Publish(Topics.FineEvents, issued, issued);
        await chain.Notification.UntilStat("mailsDelivered", 1);
        await chain.Publish(Topics.FineEvents, issued, Some.Issued(1));
        await chain.Notification.UntilStat("mailsDelivered", 2);

        var mail = Assert.Single(chain.Mails.Mails, mail => mail.To == issued.Recipient!.Email);
        var notice = await Notices.Of(issued);
        Assert.Equal(("fines@fleet.example.org", "", notice.Subject, notice.Html), (mail.From, mail.Cc, mail.Subject, mail.Body));
        var delivery = Assert.Single((await chain.Notification.Json("/v1/deliveries/" + issued.FineId)).GetProperty("data").EnumerateArray());
        Assert.Equal(("delivered", notice.Subject), (delivery.GetProperty("state").GetString(), delivery.GetProperty("subject").GetString()));
    }

    [Fact]
    public async Task Who_is_not_to_be_told_is_not_and_the_reason_is_logged()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.Notification);
        var referred = Some.Issued(0, type: FineEventTypes.Referred) with { Amount = null, DueDate = null };
        var ownerless = Some.Issued(1, type: FineEventTypes.OwnerUnknown) with { Recipient = null };
        await chain.Publish(Topics.FineEvents, referred, ownerless);
        await chain.Notification.UntilStat("suppressed", 2);

        Assert.Empty(chain.Mails.Mails);
        Assert.Equal("prosecutor_writes", await Reason(chain, referred));
        Assert.Equal("owner_unknown", await Reason(chain, ownerless));
    }

    [Fact]
    public async Task A_mail_that_was_sent_and_not_recorded_is_sent_again_letter_for_letter()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.Notification);
        chain.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "api", App = AppIds.Notification, Path = "*/RecipientActor/*/state", Times = 1 });
        await chain.Publish(Topics.FineEvents, Some.Issued());
        await chain.Notification.UntilStat("mailsDelivered", 1);

        Assert.Equal(2, chain.Mails.Mails.Count);
        Assert.Single(chain.Mails.Mails.Distinct());
        Assert.Equal(1, await chain.Notification.Stat("mailsDelivered"));
    }

    [Fact]
    public async Task Mails_are_sent_one_at_a_time_and_each_to_its_own_recipient()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.Notification);
        var events = Enumerable.Range(0, 120).Select(number => Some.Issued(number)).ToList();
        foreach (var part in events.Chunk(30)) await chain.Publish(Topics.FineEvents, [.. part]);
        await chain.Notification.UntilStat("mailsDelivered", events.Count);

        Assert.Equal(1, chain.Mails.MostAtOnce);
        var notices = await Task.WhenAll(events.Select(async told => (told.Recipient!.Email, Notice: await Notices.Of(told))));
        Assert.Equal(
            notices.Select(sent => (sent.Email, sent.Notice.Subject, sent.Notice.Html)).ToHashSet(),
            chain.Mails.Mails.Select(mail => (mail.To, mail.Subject, (string?)mail.Body)).ToHashSet());
        Assert.Equal(events.Count, chain.Mails.Mails.Count);
    }

    [Fact]
    public async Task What_cannot_be_delivered_is_kept_where_it_can_be_looked_at()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.Notification);
        var unreachable = Some.Issued(0, Some.OwnerOf(Some.Plate()) with { Email = "a@example.org;b@example.org" });
        await chain.Publish(Topics.FineEvents, unreachable, new { eventId = "evt_x", type = "fine.issued" }, Some.Issued(1));
        await chain.Notification.UntilStat("deadLetters", 2);
        await chain.Notification.UntilStat("mailsDelivered", 1);

        Assert.Single(chain.Mails.Mails);
        var kept = (await chain.Notification.Json("/v1/dead-letters")).GetProperty("data").EnumerateArray().ToList();
        Assert.Contains(kept, letter => letter.GetProperty("event").TryGetProperty("fineId", out var id) && id.GetString() == unreachable.FineId);
    }

    [Fact]
    public async Task A_fine_that_nobody_was_told_of_is_not_found()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.Notification);
        Assert.Equal(HttpStatusCode.NotFound, (await chain.Notification.GetAsync("/v1/deliveries/fin_1")).StatusCode);
        Assert.Empty((await chain.Notification.Json("/v1/deliveries")).GetProperty("data").EnumerateArray());
    }

    private static async Task<string?> Reason(ServiceChain chain, FineEvent told) =>
        (await chain.Notification.Json("/v1/deliveries/" + told.FineId)).GetProperty("data")[0].GetProperty("reason").GetString();
}
