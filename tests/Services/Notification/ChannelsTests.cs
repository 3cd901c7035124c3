using System.Collections.Concurrent;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Notification.Channels;
using Fleet.Notification.Recipients;
using Fleet.Runtime.Testing;
using Fleet.Tests.Services.Chain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Tests.Services.Notification;

/// <summary>The channels through the runtime's own bindings, to servers on the loopback.</summary>
public sealed class ChannelsTests
{
    private const int Messages = 200;
    private const int AtOnce = 50;

    [Theory]
    [InlineData("1")]
    [InlineData("8")]
    public async Task Fifty_sends_at_once_over_two_channels_reach_the_right_people(string sendsAtOnce)
    {
        await using var mails = new MailSink();
        var texts = new ConcurrentQueue<JsonElement>();
        await using var gateway = await Gateway(texts, _ => 200);
        await using var host = await Start(Smtp("mail", mails.Port) + Http("sms", gateway.Urls.Single()), sendsAtOnce);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };

        await Parallel.ForAsync(0, Messages, options, async (number, stop) =>
        {
            var (channel, address) = number % 2 == 0 ? (ChannelNames.Email, $"p{number}@example.org") : (ChannelNames.Sms, $"+31{number:D9}");
            Assert.True((await Channel(host, channel).Send(Message(number, address), stop)).Taken);
        });

        Assert.Equal(Messages / 2, mails.Mails.Select(mail => mail.Recipient).Distinct(StringComparer.Ordinal).Count());
        Assert.All(mails.Mails, mail =>
        {
            var number = mail.Recipient[1..mail.Recipient.IndexOf('@', StringComparison.Ordinal)];
            Assert.Contains($"\nTo: {mail.Recipient}\n", mail.Data);
            Assert.Contains($"\nSubject: Subject {number}\n", mail.Data);
            Assert.Contains($"\nMessage-ID: <msg_{number}~own_{number}@fleet.example.org>\n", mail.Data);
            Assert.Contains($"\n\nText {number}\n", mail.Data);
            Assert.Contains($"\n\n<p>Html {number}</p>\n", mail.Data);
        });
        Assert.Equal(Messages / 2, texts.Select(text => text.GetProperty("to").GetString()).Distinct(StringComparer.Ordinal).Count());
        Assert.All(texts, text =>
        {
            var number = int.Parse(text.GetProperty("to").GetString()![3..]);
            Assert.Equal(($"Text {number}", $"msg_{number}~own_{number}"), (text.GetProperty("text").GetString(), text.GetProperty("messageId").GetString()));
        });
    }

    [Fact]
    public async Task A_recipient_who_is_refused_for_good_is_not_tried_again_and_one_who_may_pass_goes_to_the_second_relay()
    {
        await using var first = new MailSink { Refusal = recipient => recipient.StartsWith("gone", StringComparison.Ordinal) ? "550 5.1.1 no such user" : "451 4.3.0 later" };
        await using var second = new MailSink();
        await using var host = await Start(Smtp("mail", first.Port) + Smtp("mail-backup", second.Port));

        Assert.Equal(new SendResult(false, "mail", "550 5.1.1"), await Channel(host, ChannelNames.Email).Send(Message(1, "gone@example.org"), default));
        Assert.Equal(new SendResult(true, "mail-backup", null), await Channel(host, ChannelNames.Email).Send(Message(2, "here@example.org"), default));
        Assert.Equal(["here@example.org"], second.Mails.Select(mail => mail.Recipient));
        Assert.Empty(first.Mails);
    }

    [Fact]
    public async Task A_channel_without_a_component_says_so()
    {
        await using var host = await Start(Smtp("mail", 1));
        Assert.Equal(new SendResult(false, null, "not_configured"), await Channel(host, ChannelNames.Sms).Send(Message(1, "+31201234567"), default));
        Assert.Equal(new SendResult(false, null, "not_configured"), await Channel(host, ChannelNames.Chat).Send(Message(1, "chat"), default));
        await Assert.ThrowsAsync<ChannelFailedException>(() => Channel(host, ChannelNames.Email).Send(Message(1, "a@example.org"), default));
    }

    [Theory]
    [InlineData(422, "sms")]
    [InlineData(503, "sms-backup")]
    public async Task A_gateway_that_refuses_the_message_is_believed_and_one_that_fails_is_replaced(int status, string component)
    {
        var texts = new ConcurrentQueue<JsonElement>();
        await using var failing = await Gateway(texts, _ => status);
        await using var working = await Gateway(texts, _ => 202);
        await using var host = await Start(Http("sms", failing.Urls.Single()) + Http("sms-backup", working.Urls.Single()));
        var result = await Channel(host, ChannelNames.Sms).Send(Message(1, "+31201234567"), default);
        Assert.Equal((component, component == "sms-backup"), (result.Component, result.Taken));
    }

    private static IChannel Channel(FleetTestHost host, string name) =>
        host.App(AppIds.Notification).Services.GetServices<IChannel>().Single(channel => channel.Name == name);

    private static OutgoingMessage Message(int number, string address) => new(
        $"msg_{number}~own_{number}", $"own_{number}", address, new Content("fine.issued", "en", 1, $"Subject {number}", $"Text {number}", $"<p>Html {number}</p>"));

    private static async Task<FleetTestHost> Start(string resources, string sendsAtOnce = "1")
    {
        var host = await FleetTestHost.StartAsync(new FleetTestOptions { Resources = resources });
        await host.AddAppAsync<RecipientActor>(AppIds.Notification, web => Quiet.Logs(web.UseSetting("Mail:SendsAtOnce", sendsAtOnce)));
        await Answers.Until(() => host.Runtime.Sidecars.All(sidecar => sidecar.IsAppReady));
        return host;
    }

    private static async Task<WebApplication> Gateway(ConcurrentQueue<JsonElement> texts, Func<HttpContext, int> status)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async http =>
        {
            var text = await JsonDocument.ParseAsync(http.Request.Body);
            Assert.Equal(text.RootElement.GetProperty("messageId").GetString(), http.Request.Headers["Idempotency-Key"]);
            texts.Enqueue(text.RootElement);
            http.Response.StatusCode = status(http);
        });
        await app.StartAsync();
        return app;
    }

    private static string Smtp(string name, int port) => Component(name, "bindings.smtp", ("host", "127.0.0.1"), ("port", $"{port}"), ("emailFrom", "fines@fleet.example.org"));

    private static string Http(string name, string url) => Component(name, "bindings.http", ("url", url));

    private static string Component(string name, string type, params (string Name, string Value)[] metadata) => $"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: {name}
        spec:
          type: {type}
          version: v1
          metadata:
        {string.Concat(metadata.Select(item => $"    - name: {item.Name}\n      value: \"{item.Value}\"\n"))}
        ---

        """;
}
