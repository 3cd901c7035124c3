using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.Notification;

/// <summary>Preferences that cannot be kept are refused by name, whatever is wrong with them.</summary>
public sealed class BadPreferencesTests
{
    [Fact]
    public async Task Every_mistake_is_named()
    {
        await using var room = await PostRoom.Start();
        var wrong = new List<string>();
        foreach (var (body, code, param) in Bodies)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await room.Client.PutAsync("/v1/recipients/own_1/preferences", content);
            var text = await answer.Content.ReadAsStringAsync();
            var problem = answer.StatusCode == HttpStatusCode.BadRequest ? JsonDocument.Parse(text).RootElement : default;
            var found = problem.ValueKind == JsonValueKind.Object
                ? (problem.GetProperty("code").GetString(), problem.TryGetProperty("param", out var named) ? named.GetString() : null)
                : (answer.StatusCode.ToString(), null);
            if (found != (code, param)) wrong.Add($"{body}: {found}");
        }

        Assert.Empty(wrong);
        Assert.False((await room.Client.GetFromJsonAsync<JsonElement>("/v1/recipients/own_1/preferences")).TryGetProperty("locale", out _));
    }

    [Fact]
    public async Task A_category_with_channels_alone_is_on()
    {
        await using var room = await PostRoom.Start();
        await room.Prefer("own_1", new { categories = new { payments = new { channels = new[] { "email" } } } });
        Assert.True((await room.Client.Json("/v1/recipients/own_1/preferences")).GetProperty("categories").GetProperty("payments").GetProperty("on").GetBoolean());
    }

    private static readonly (string Body, string Code, string? Param)[] Bodies =
    [
        ("""{"locale":"nl","categories":{"fines":null}}""", "missing_field", "categories.fines"),
        ("""{"locale":"nl","addresses":{"webhook":{}}}""", "bad_url", "addresses.webhook.url"),
        ("""{"locale":"nl","addresses":{"webhook":{"url":"https://example.org/","secret":"short"}}}""", "out_of_range", "addresses.webhook.secret"),
        ("""{"locale":"nl","quietHours":{"from":"22:00"}}""", "bad_quiet_hours", "quietHours"),
        ("""{"locale":"nl","digest":{}}""", "bad_digest", "digest.every"),
        ("""{"locale":"nl","rate":{"messages":3}}""", "out_of_range", "rate"),
        ("""{"locale":"nl","categories":{"fine":{"on":true}}}""", "unknown_category", "categories.fine"),
        ("""{"locale":"nl","categories":{"alerts":{"on":true,"channels":[null]}}}""", "unknown_channel", "categories.alerts.channels"),
    ];
}
