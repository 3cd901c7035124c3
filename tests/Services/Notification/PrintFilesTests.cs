using System.Net;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleRegistry;
using Fleet.Notification.Channels;
using Fleet.Tests.Services.Chain;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Tests.Services.Notification;

public sealed class PrintFilesTests
{
    private static readonly object ByPost = new { categories = new { fines = new { on = true, channels = new[] { "post" } } } };

    internal static Owner Addressed { get; } = Some.OwnerOf(Some.Plate()) with { OwnerId = "own_letters", Address = new PostalAddress("Street \"1\", back", "1234 AB", "Town", "NL") };

    [Fact]
    public async Task A_letter_is_in_exactly_one_file_however_often_it_is_told_and_closed()
    {
        await using var room = await PostRoom.Start();
        await room.Prefer(Addressed.OwnerId, ByPost);
        var events = Enumerable.Range(0, 25).Select(number => Some.Issued(number, Addressed)).ToList();
        await room.Publish(Topics.FineEvents, [.. events, .. events]);
        await room.States(Addressed.OwnerId, [.. events.Select(_ => "delivered")]);
        Assert.Equal(25, (await room.Client.Json("/v1/print-files")).GetProperty("waiting").GetInt32());

        var closed = await Close(room, "night-1");
        Assert.Equal(closed, await Close(room, "night-1"));
        Assert.Equal(("prt_000001", 25), (closed.Id, closed.Letters));
        await room.Publish(Topics.FineEvents, events[0], Some.Issued(30, Addressed));
        await room.States(Addressed.OwnerId, [.. events.Select(_ => "delivered"), "delivered"]);
        Assert.Equal(("prt_000002", 1), await Close(room, "night-2"));
        using var nothing = await Post(room, "night-3");
        Assert.Equal(HttpStatusCode.Conflict, nothing.StatusCode);

        var lines = (await room.Client.GetStringAsync("/v1/print-files/prt_000001")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var letters = lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(25, letters.Select(letter => letter.GetProperty("messageId").GetString()).Distinct().Count());
        Assert.Equal(["Street \"1\", back", "1234 AB  TOWN", "NETHERLANDS"], letters[0].GetProperty("address").EnumerateArray().Skip(1).Select(line => line.GetString()));
        Assert.All(letters, letter => Assert.Matches("^F1-[0-9A-Z]{26}-EUR12900-20260509-[0-9A-Z]$", letter.GetProperty("barcode").GetString()));
        var csv = await room.Client.GetStringAsync("/v1/print-files/prt_000002?format=csv");
        Assert.StartsWith("messageId,recipientId,address1,", csv);
        Assert.Contains(",\"Street \"\"1\"\", back\",1234 AB  TOWN,NETHERLANDS,,,", csv);
        var page = await room.Client.Json("/v1/print-files?limit=1");
        Assert.Equal(("prt_000002", "prt_000002"), (page.GetProperty("data")[0].GetProperty("id").GetString(), page.GetProperty("nextCursor").GetString()));
    }

    [Fact]
    public async Task A_letter_without_an_address_is_refused_for_good()
    {
        await using var room = await PostRoom.Start();
        var post = room.Host.App(AppIds.Notification).Services.GetServices<IChannel>().Single(channel => channel.Name == ChannelNames.Post);
        var message = new OutgoingMessage("msg_1~own_1", "own_1", "A. Person", new Content("fine.issued", "en", 1, "Subject", "Text", null));
        Assert.Equal(new SendResult(false, "post", "no_address"), await post.Send(message, default));
    }

    [Theory]
    [InlineData("/v1/print-files/prt_000009", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/v1/print-files/nonsense", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/v1/print-files/prt_000001?format=pdf", HttpStatusCode.BadRequest, "unknown_format")]
    [InlineData("/v1/print-files?starting_after=x", HttpStatusCode.BadRequest, "unknown_cursor")]
    public async Task What_is_not_there_is_named(string path, HttpStatusCode status, string code)
    {
        await using var room = await PostRoom.Start();
        using var answer = await room.Client.GetAsync(path);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains($"\"code\":\"{code}\"", await answer.Content.ReadAsStringAsync());
    }

    private static async Task<HttpResponseMessage> Post(PostRoom room, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/print-files") { Headers = { { "Idempotency-Key", key } } };
        return await room.Client.SendAsync(request);
    }

    private static async Task<(string Id, int Letters)> Close(PostRoom room, string key)
    {
        using var answer = await Post(room, key);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var file = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return (file.GetProperty("id").GetString()!, file.GetProperty("letters").GetInt32());
    }
}
