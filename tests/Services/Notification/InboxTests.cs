using System.Net.Http.Json;
using Fleet.Contracts;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.Notification;

public sealed class InboxTests
{
    private static readonly object InApp = new { categories = new { fines = new { on = true, channels = new[] { "in_app" } } } };

    [Fact]
    public async Task Messages_wait_in_the_inbox_until_they_are_read()
    {
        await using var room = await PostRoom.Start();
        var owner = await Tell(room, 0, 1, 2);

        var first = await room.Client.Json($"/v1/recipients/{owner}/inbox?limit=2");
        Assert.Equal((3, true, 2), (first.GetProperty("unread").GetInt32(), first.GetProperty("hasMore").GetBoolean(), first.GetProperty("data").GetArrayLength()));
        var rest = await room.Client.Json($"/v1/recipients/{owner}/inbox?limit=2&starting_after={first.GetProperty("nextCursor").GetString()}");
        Assert.Equal((1, false), (rest.GetProperty("data").GetArrayLength(), rest.GetProperty("hasMore").GetBoolean()));

        var id = rest.GetProperty("data")[0].GetProperty("id").GetString();
        for (var time = 0; time < 2; time++)
        {
            using var answer = await room.Client.PostAsJsonAsync($"/v1/recipients/{owner}/inbox/read", new { ids = new[] { id, "msg_unknown" } });
            Assert.Equal("""{"unread":2}""", await answer.Content.ReadAsStringAsync());
        }

        using var erased = await room.Client.DeleteAsync($"/v1/recipients/{owner}");
        erased.EnsureSuccessStatusCode();
        Assert.Equal(0, (await room.Client.Json($"/v1/recipients/{owner}/inbox")).GetProperty("data").GetArrayLength());
        Assert.Empty(room.Mails.Mails);
    }

    [Fact]
    public async Task Who_watches_sees_what_came_since_and_what_comes()
    {
        await using var room = await PostRoom.Start();
        var owner = await Tell(room, 0, 1);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/recipients/{owner}/inbox/live") { Headers = { { "Last-Event-ID", "1" } } };
        using var response = await room.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        Assert.Equal("2", await NextId(reader));
        await room.Publish(Topics.FineEvents, Some.Issued(2, Some.OwnerOf(Some.Plate())));
        await room.States(owner, "delivered", "delivered", "delivered");
        Assert.Equal("3", await NextId(reader));
    }

    private static async Task<string> Tell(PostRoom room, params int[] numbers)
    {
        var owner = Some.OwnerOf(Some.Plate());
        await room.Prefer(owner.OwnerId, InApp);
        await room.Publish(Topics.FineEvents, [.. numbers.Select(number => Some.Issued(number, owner))]);
        await room.States(owner.OwnerId, [.. numbers.Select(_ => "delivered")]);
        return owner.OwnerId;
    }

    private static async Task<string> NextId(StreamReader reader)
    {
        while (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal)) return line[4..];
        }

        throw new EndOfStreamException();
    }
}
