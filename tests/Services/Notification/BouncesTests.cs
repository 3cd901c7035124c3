using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.Notification;

public sealed class BouncesTests
{
    [Fact]
    public async Task A_notice_that_comes_back_goes_by_post_and_so_does_the_next()
    {
        await using var room = await PostRoom.Start();
        var owner = PrintFilesTests.Addressed;
        await room.Publish(Topics.FineEvents, Some.Issued(0, owner));
        await room.States(owner.OwnerId, "delivered");
        var id = (await room.Messages(owner.OwnerId))[0].GetProperty("id").GetString();

        var body = new object[] { new { messageId = id, kind = "hard", reason = "550 5.1.1 <x@example.org> unknown" }, new { messageId = "msg_1~own_1", kind = "hard" }, new { kind = "odd", address = "a@b.example" }, 7 };
        var answer = await Send(room, HttpStatusCode.OK, "dsn-1", body);
        Assert.Equal(["bounced", "refused", "refused", "refused"], Field(answer, "outcome"));
        Assert.Equal([null, "unknown_message", "unknown_kind", "wrong_type"], Field(answer, "code"));
        Assert.Equal(answer.ToString(), (await Send(room, HttpStatusCode.OK, "dsn-1", body)).ToString());
        Assert.Equal("idempotency_key_reused", (await Send(room, HttpStatusCode.Conflict, "dsn-1", new { })).GetProperty("code").GetString());
        Assert.Equal(["ignored"], Field(await Send(room, HttpStatusCode.OK, null, body[0]), "outcome"));

        var message = await room.Message((await room.Messages(owner.OwnerId))[0]);
        Assert.Equal(["taken", "bounced", "taken"], Field(message, "outcome", "attempts"));
        Assert.Equal(["email", "email", "post"], Field(message, "channel", "attempts"));
        Assert.DoesNotContain("x@example.org", message.ToString());

        await room.Publish(Topics.FineEvents, Some.Issued(1, owner));
        await room.States(owner.OwnerId, "delivered", "delivered");
        Assert.Equal(["address_bounced", null], Field(await room.Message((await room.Messages(owner.OwnerId))[1]), "detail", "attempts"));
        Assert.Single(room.Mails.Mails);
        Assert.Equal(2, (await room.Client.Json("/v1/print-files")).GetProperty("waiting").GetInt32());
    }

    [Fact]
    public async Task A_soft_bounce_is_tried_again_on_the_same_channel()
    {
        await using var room = await PostRoom.Start();
        var owner = PrintFilesTests.Addressed;
        await room.Publish(Topics.FineEvents, Some.Issued(0, owner));
        await room.States(owner.OwnerId, "delivered");
        var id = (await room.Messages(owner.OwnerId))[0].GetProperty("id").GetString();
        await Send(room, HttpStatusCode.OK, null, new { messageId = id, kind = "soft", reason = "4.2.2" });
        await room.States(owner.OwnerId, "pending");
        await room.NextAttempt(owner.OwnerId);
        await room.States(owner.OwnerId, "delivered");
        Assert.Equal(["email", "email", "email"], Field(await room.Message((await room.Messages(owner.OwnerId))[0]), "channel", "attempts"));
    }

    [Fact]
    public async Task An_address_that_is_known_to_be_bad_gets_no_mail()
    {
        await using var room = await PostRoom.Start();
        var owner = PrintFilesTests.Addressed;
        Assert.Equal(["address_marked"], Field(await Send(room, HttpStatusCode.OK, null, new { address = owner.Email.ToUpperInvariant(), kind = "hard" }), "outcome"));
        await room.Publish(Topics.FineEvents, Some.Issued(0, owner));
        await room.Until(async () => (await room.Messages(owner.OwnerId)).Count == 1, TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(5));
        Assert.Equal(["email address_bounced", "post "], (await room.Message((await room.Messages(owner.OwnerId))[0])).GetProperty("attempts").EnumerateArray()
            .Select(attempt => $"{attempt.GetProperty("channel")} {(attempt.TryGetProperty("detail", out var detail) ? detail.GetString() : "")}"));
        Assert.Empty(room.Mails.Mails);
    }

    private static List<string?> Field(JsonElement answer, string name, string list = "data") =>
        [.. answer.GetProperty(list).EnumerateArray().Select(one => one.TryGetProperty(name, out var value) ? value.GetString() : null)];

    private static async Task<JsonElement> Send(PostRoom room, HttpStatusCode status, string? key, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/bounces") { Content = JsonContent.Create(body) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var answer = await room.Client.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
