using System.Net;
using System.Security.Cryptography;
using System.Text;
using Fleet.Notification.Channels;
using Fleet.Notification.Channels.Webhook;
using Fleet.Runtime.Testing;
using Fleet.Tests.Unit.Runtime.Bindings;
using Microsoft.Extensions.Options;

namespace Fleet.Tests.Unit.Notification.Channels;

public sealed class WebhookChannelTests
{
    private const string Secret = "a secret of some length";

    private readonly VirtualTime time = new(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));

    [Fact]
    public async Task A_post_is_signed_over_its_time_and_its_body()
    {
        await using var server = await WebServer.StartAsync(http =>
        {
            http.Response.StatusCode = 204;
            return Task.CompletedTask;
        });
        using var channel = Channel();

        var result = await channel.Send(Message(server.Url + "/hook", """{"grüße":1}"""), default);

        Assert.Equal(new SendResult(true, "webhook", "HTTP 204"), result);
        var (line, body, headers) = Assert.Single(server.Calls);
        Assert.Equal(("POST /hook", """{"grüße":1}"""), (line, body));
        Assert.Equal(("msg_1", "1790000000", "application/json; charset=utf-8"), (headers["Fleet-Message-Id"], headers["Fleet-Timestamp"], headers["Content-Type"]));
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes("1790000000." + body)));
        Assert.Equal($"t=1790000000,v1={expected}", headers["Fleet-Signature"]);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(400, false)]
    [InlineData(404, false)]
    [InlineData(410, false)]
    [InlineData(302, null)]
    [InlineData(408, null)]
    [InlineData(425, null)]
    [InlineData(429, null)]
    [InlineData(500, null)]
    [InlineData(503, null)]
    public async Task The_status_says_whether_it_was_taken_refused_or_is_to_be_tried_again(int status, bool? taken)
    {
        var calls = 0;
        await using var server = await WebServer.StartAsync(http =>
        {
            calls++;
            http.Response.StatusCode = status;
            http.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });
        using var channel = Channel();

        if (taken is { } expected) Assert.Equal(expected, (await channel.Send(Message(server.Url), default)).Taken);
        else Assert.Equal("HTTP " + status, (await Assert.ThrowsAsync<ChannelFailedException>(() => channel.Send(Message(server.Url), default))).Message);
        Assert.Equal(1, calls);
    }

    [Theory]
    [InlineData("https://127.0.0.1:9/")]
    [InlineData("https://[::1]:9/")]
    [InlineData("https://localhost:9/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://2130706433/")]
    [InlineData("http://example.org/")]
    [InlineData("https://user:password@example.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("no address")]
    public async Task Nothing_is_posted_to_this_machine_a_private_network_or_without_TLS(string url)
    {
        using var channel = Channel(allowPrivate: false);
        Assert.Equal(new SendResult(false, "webhook", "target_not_allowed"), await channel.Send(Message(url), default));
    }

    [Fact]
    public async Task A_name_that_means_a_private_address_beside_a_public_one_is_refused()
    {
        using var channel = Channel(allowPrivate: false, IPAddress.Parse("93.184.215.14"), IPAddress.Parse("10.0.0.1"));
        Assert.Equal("target_not_allowed", (await channel.Send(Message("https://hooks.example.org/"), default)).Detail);
    }

    [Fact]
    public async Task Without_a_secret_nothing_is_posted()
    {
        using var channel = Channel();
        Assert.Equal("no_secret", (await channel.Send(Message("http://127.0.0.1:9/") with { Secret = null }, default)).Detail);
    }

    [Fact]
    public async Task A_server_that_hangs_is_left_after_ten_seconds()
    {
        var reached = new TaskCompletionSource();
        await using var server = await WebServer.StartAsync(http =>
        {
            reached.SetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using var channel = Channel();

        var sending = channel.Send(Message(server.Url), default);
        await reached.Task;
        time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<TimeoutException>(() => sending);
    }

    private static OutgoingMessage Message(string url, string data = "{}") =>
        new("msg_1", "own_1", url, new Content("fine.issued", "en", 1, "Subject", "Text", null, data), Secret);

    private WebhookChannel Channel(bool allowPrivate = true, params IPAddress[] addresses)
    {
        var options = Options.Create(new ChannelOptions { Webhook = { AllowPrivateTargets = allowPrivate } });
        return new WebhookChannel(new WebhookTargets(options, addresses.Length == 0 ? null : (_, _) => Task.FromResult(addresses)), time);
    }
}
