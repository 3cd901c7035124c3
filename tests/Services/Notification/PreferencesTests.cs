using System.Net;
using System.Net.Http.Json;
using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.Contracts.VehicleTracking;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.Notification;

/// <summary>What recipients want, and what they get.</summary>
public sealed class PreferencesTests
{
    private static readonly object AlertsOn = new { categories = new { alerts = new { on = true } } };

    [Fact]
    public async Task Preferences_are_kept_and_a_secret_is_never_shown()
    {
        await using var room = await PostRoom.Start();
        var wanted = new
        {
            locale = "nl",
            timeZone = "Europe/Amsterdam",
            categories = new { fines = new { on = true, channels = new[] { "webhook", "email" } } },
            addresses = new { webhook = new { url = "https://example.org/hook", secret = "0123456789abcdef" }, phone = "+31201234567" },
            quietHours = new { from = "22:00", until = "07:00" },
            digest = new { every = "day", at = "08:30" },
            rate = new { messages = 5, perMinutes = 60 },
        };
        await room.Prefer("own_1", wanted);
        var text = await room.Client.GetStringAsync("/v1/recipients/own_1/preferences");
        Assert.DoesNotContain("0123456789abcdef", text, StringComparison.Ordinal);
        Assert.Contains("\"hasSecret\":true", text, StringComparison.Ordinal);
        await room.Prefer("own_1", new { addresses = new { webhook = new { url = "https://example.org/hook" } } });
        Assert.True((await room.Client.Json("/v1/recipients/own_1/preferences")).GetProperty("addresses").GetProperty("webhook").GetProperty("hasSecret").GetBoolean());
    }

    [Fact]
    public async Task A_mistake_names_its_field_and_changes_nothing()
    {
        await using var room = await PostRoom.Start();
        await room.Prefer("own_1", new { locale = "de" });
        using var answer = await room.Client.PutAsJsonAsync("/v1/recipients/own_1/preferences", new { locale = "nl", timeZone = "Europe/Atlantis" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>();
        Assert.Equal(("bad_time_zone", "timeZone"), (problem.GetProperty("code").GetString(), problem.GetProperty("param").GetString()));
        Assert.Equal("de", (await room.Client.Json("/v1/recipients/own_1/preferences")).GetProperty("locale").GetString());
    }

    [Fact]
    public async Task Quiet_hours_delay_a_receipt_and_not_a_fine()
    {
        await using var room = await PostRoom.Start(new DateTimeOffset(2026, 3, 28, 22, 0, 0, TimeSpan.Zero));
        var issued = Some.Issued();
        var paid = issued with { EventId = "evt_paid", Type = FineEventTypes.Paid };
        await room.Prefer(issued.Recipient!.OwnerId, new { timeZone = "Europe/Amsterdam", quietHours = new { from = "22:00", until = "07:00" } });
        await room.Publish(Topics.FineEvents, issued);
        await room.States(issued.Recipient.OwnerId, "delivered");
        await room.Publish(Topics.FineEvents, paid);
        await room.States(issued.Recipient.OwnerId, "delivered", "waiting");
        // In this night the clock is put forward: 07:00 is an hour earlier than the evening before had it.
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 5, 0, 0, TimeSpan.Zero), (await room.Messages(issued.Recipient.OwnerId))[1].GetProperty("nextAt").GetDateTimeOffset());
        await room.NextAttempt(issued.Recipient.OwnerId);
        await room.States(issued.Recipient.OwnerId, "delivered", "delivered");
    }

    [Fact]
    public async Task Nobody_hears_of_vehicles_who_did_not_ask()
    {
        await using var room = await PostRoom.Start();
        await room.Publish(Topics.VehicleAlerts, Alert(1));
        var issued = Some.Issued();
        await room.Publish(Topics.FineEvents, issued);
        await room.States(issued.Recipient!.OwnerId, "delivered");
        Assert.Single(room.Mails.Mails);
    }

    [Fact]
    public async Task An_alert_is_told_once_to_who_asked()
    {
        await using var room = await PostRoom.Start();
        var owner = Some.OwnerOf(Some.Plate());
        await room.Prefer(owner.OwnerId, AlertsOn);
        await room.Publish(Topics.VehicleAlerts, Alert(1), Alert(1), Alert(2) with { Vehicle = Some.Plate(1) });
        await room.States(owner.OwnerId, "delivered");
        await room.Publish(Topics.VehicleAlerts, Alert(1), Alert(3));
        await room.States(owner.OwnerId, "delivered", "delivered");
        Assert.Equal([owner.Email, owner.Email], room.Mails.Mails.Select(mail => mail.To));
    }

    [Fact]
    public async Task A_digest_tells_alerts_together_and_not_what_was_withdrawn()
    {
        await using var room = await PostRoom.Start();
        var owner = Some.OwnerOf(Some.Plate());
        await room.Prefer(owner.OwnerId, new { categories = new { alerts = new { on = true } }, digest = new { every = "hour" } });
        await room.Publish(Topics.VehicleAlerts, Alert(1));
        await room.States(owner.OwnerId, "digested");
        await room.Publish(Topics.VehicleAlerts, Alert(2));
        await room.States(owner.OwnerId, "digested", "digested");
        await room.Publish(Topics.VehicleAlerts, Alert(1) with { EventId = "evt_w", Withdraws = "evt_1" });
        await room.States(owner.OwnerId, "suppressed", "digested");
        await room.Entered();
        Assert.Empty(room.Mails.Mails);
        room.Time.Advance(TimeSpan.FromMinutes(62));
        await room.States(owner.OwnerId, "suppressed", "digested", "delivered");
        Assert.Contains("1 message about", Assert.Single(room.Mails.Mails).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_digest_that_was_sent_is_listed_even_when_nobody_could_be_told_at_once()
    {
        await using var room = await PostRoom.Start();
        var owner = Some.OwnerOf(Some.Plate());
        await room.Prefer(owner.OwnerId, new { categories = new { alerts = new { on = true } }, digest = new { every = "hour" } });
        await room.Publish(Topics.VehicleAlerts, Alert(1));
        await room.States(owner.OwnerId, "digested");
        await room.Entered();
        var refused = 0;
        room.Beside.Answer = async (request, stop) =>
        {
            var isListing = request.RequestUri!.AbsolutePath is var path && path.Contains("/MessageIndex/", StringComparison.Ordinal) && path.EndsWith("/method/Put", StringComparison.Ordinal);
            if (isListing && room.Mails.Mails.Count > 0 && refused++ == 0) return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { RequestMessage = request };
            return await room.Mails.Answer(request, stop);
        };
        room.Time.Advance(TimeSpan.FromMinutes(62));
        await room.Until(async () => (await room.Messages(owner.OwnerId)).Any(message => message.GetProperty("type").GetString() == "digest" && PostRoom.State(message) == "delivered"),
            TimeSpan.FromMinutes(10), TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public async Task Very_many_alerts_go_out_in_digests_of_bounded_size()
    {
        await using var room = await PostRoom.Start();
        var owner = Some.OwnerOf(Some.Plate());
        await room.Prefer(owner.OwnerId, new { categories = new { alerts = new { on = true } }, digest = new { every = "day" } });
        await room.Publish(Topics.VehicleAlerts, [.. Enumerable.Range(1, 450).Select(Alert)]);
        await room.Until(async () => await room.Client.Stat("mailsDelivered") == 2, TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(5));
        Assert.All(room.Mails.Mails, mail => Assert.Contains("200", mail.Subject, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_above_the_rate_goes_into_a_digest()
    {
        await using var room = await PostRoom.Start();
        var owner = Some.OwnerOf(Some.Plate());
        await room.Prefer(owner.OwnerId, new { categories = new { alerts = new { on = true } }, rate = new { messages = 2, perMinutes = 60 } });
        await room.Publish(Topics.VehicleAlerts, Alert(1), Alert(2), Alert(3), Alert(4));
        await room.Until(async () => (await room.Messages(owner.OwnerId)).Count == 4, TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(5));
        Assert.Equal(2, (await room.Messages(owner.OwnerId)).Count(message => PostRoom.State(message) == "digested"));
        Assert.Equal(2, room.Mails.Mails.Count);
    }

    [Fact]
    public async Task The_same_words_are_not_sent_twice_in_a_short_time()
    {
        await using var room = await PostRoom.Start();
        var owner = Some.OwnerOf(Some.Plate());
        await room.Prefer(owner.OwnerId, AlertsOn);
        await room.Publish(Topics.VehicleAlerts, Alert(1));
        await room.States(owner.OwnerId, "delivered");
        await room.Publish(Topics.VehicleAlerts, Alert(1) with { EventId = "evt_other" });
        await room.States(owner.OwnerId, "delivered", "suppressed");
        Assert.Equal("duplicate", (await room.Messages(owner.OwnerId))[1].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_message_that_came_back_without_another_channel_is_a_dead_letter()
    {
        await using var room = await PostRoom.Start();
        var issued = Some.Issued();
        await room.Publish(Topics.FineEvents, issued);
        await room.States(issued.Recipient!.OwnerId, "delivered");
        var id = (await room.Messages(issued.Recipient.OwnerId))[0].GetProperty("id").GetString();
        using var answer = await room.Client.PostAsJsonAsync($"/v1/messages/{id}/bounces", new { code = "5.1.1" });
        answer.EnsureSuccessStatusCode();
        await room.States(issued.Recipient.OwnerId, "dead");
        Assert.Equal(1, await room.Client.Stat("deadLetters"));
    }

    [Fact]
    public async Task A_person_gets_everything_kept_and_is_forgotten_on_demand()
    {
        await using var room = await PostRoom.Start();
        var issued = Some.Issued();
        await room.Prefer(issued.Recipient!.OwnerId, new { addresses = new { phone = "+31201234567" } });
        await room.Publish(Topics.FineEvents, issued);
        await room.States(issued.Recipient.OwnerId, "delivered");
        var export = await room.Client.GetStringAsync($"/v1/recipients/{issued.Recipient.OwnerId}/export");
        Assert.Contains(issued.Recipient.Email, export, StringComparison.Ordinal);
        Assert.Contains("201234567", export, StringComparison.Ordinal);

        (await room.Client.DeleteAsync($"/v1/recipients/{issued.Recipient.OwnerId}")).EnsureSuccessStatusCode();
        var left = await room.Client.GetStringAsync($"/v1/recipients/{issued.Recipient.OwnerId}/export");
        Assert.DoesNotContain(issued.Recipient.Email, left, StringComparison.Ordinal);
        Assert.DoesNotContain("201234567", left, StringComparison.Ordinal);
        Assert.Contains(issued.EventId, left, StringComparison.Ordinal);
        await room.Publish(Topics.FineEvents, issued);
        Assert.Equal(1, await room.Client.Stat("mailsDelivered"));
    }

    private static VehicleAlert Alert(int number) => new(
        $"evt_{number}", VehicleEventKinds.Overspeed, Some.Plate(), PostRoom.Noon.AddMinutes(-number), SpeedKmh: 140, LimitKmh: 100);
}
