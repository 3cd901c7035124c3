using Fleet.Contracts;
using Fleet.Notification.Channels;
using Fleet.Notification.Recipients;
using Fleet.Runtime.Testing;
using Fleet.Tests.Services.Chain;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Tests.Services.Notification;

/// <summary>The service, the runtime's own SMTP binding and a mail server, with many sends at once.</summary>
public sealed class RightPersonTests
{
    private const int AtOnce = 50;
    private const int Mails = 1_000;

    [Theory]
    [InlineData("1")]
    [InlineData("50")]
    public async Task Fifty_concurrent_sends_reach_everybody_their_own_mail_and_nobody_another(string sendsAtOnce)
    {
        using var sink = new SmtpSink();
        var resources = Directory.CreateTempSubdirectory("fleet-smtp-");
        await File.WriteAllTextAsync(Path.Combine(resources.FullName, "components.yaml"), ChainComponents.Yaml(resources.FullName) + "---\n" + Mail(sink.Port));
        await using (var host = await FleetTestHost.StartAsync(new FleetTestOptions { ResourcePaths = [resources.FullName] }))
        {
            await host.AddAppAsync<RecipientActor>(AppIds.Notification, web => Quiet.Logs(web).UseSetting("Mail:SendsAtOnce", sendsAtOnce));
            await host.ReadyAsync();
            var email = host.App(AppIds.Notification).Services.GetServices<IChannel>().Single(channel => channel.Name == ChannelNames.Email);
            await Parallel.ForAsync(0, Mails, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, stop) =>
            {
                var content = new Content("fine.issued", "en", 1, $"Notice n{number}n", $"Notice n{number}n", $"<p>Body b{number}b</p>");
                var sent = await email.Send(new OutgoingMessage($"msg_{number}", $"own_{number}", $"person{number}@example.org", content), stop);
                Assert.True(sent.Taken);
            });
        }

        resources.Delete(recursive: true);
        Assert.Equal(Mails, sink.Mails.Count);
        Assert.All(sink.Mails, mail =>
        {
            var number = Assert.Single(mail.Recipients)["person".Length..].Split('@')[0];
            Assert.Contains($"n{number}n", mail.Text, StringComparison.Ordinal);
            Assert.Contains($"b{number}b", mail.Text, StringComparison.Ordinal);
            Assert.Contains($"person{number}@example.org", mail.Text, StringComparison.Ordinal);
        });
        Assert.Equal(Mails, sink.Mails.Select(mail => mail.Recipients[0]).Distinct(StringComparer.Ordinal).Count());
    }

    private static string Mail(int port) => $"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: mail
        spec:
          type: bindings.smtp
          version: v1
          metadata:
            - name: host
              value: 127.0.0.1
            - name: port
              value: "{port}"
            - name: skipTLSVerify
              value: "true"
            - name: emailFrom
              value: fines@fleet.example.org
        scopes: [notification]

        """;
}
