using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Fleet.Runtime.Bindings;
using Fleet.Runtime.Components;
using Fleet.Runtime.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Tests.Unit.Runtime.Bindings;

public sealed class SmtpBindingTests
{
    [Fact]
    public async Task A_mail_arrives_with_its_headers_and_an_HTML_body()
    {
        await using var server = new ScriptedMailServer();
        await using var binding = await BindingAsync(server, ("emailFrom", "Fleet <fleet@example.org>"), ("subject", "From the component"));

        var response = await SendAsync(binding, "<p>Grüße</p>", ("emailTo", "a@example.org; Bea Böll <b@example.org>"), ("emailCC", "c@example.org"), ("emailBCC", "hidden@example.org"), ("subject", "Fine of € 50"), ("priority", "1"));

        Assert.Null(response.Data);
        Assert.Equal(
            ["MAIL FROM:<fleet@example.org>", "RCPT TO:<a@example.org>", "RCPT TO:<b@example.org>", "RCPT TO:<c@example.org>", "RCPT TO:<hidden@example.org>"],
            server.Commands.Where(line => line.StartsWith("MAIL", StringComparison.Ordinal) || line.StartsWith("RCPT", StringComparison.Ordinal)));
        var mail = Assert.Single(server.Mails);
        Assert.Contains("\nFrom: Fleet <fleet@example.org>\n", mail);
        Assert.Contains($"\nTo: a@example.org,\n =?utf-8?B?{Base64("Bea Böll")}?= <b@example.org>\n", mail);
        Assert.Contains("\nCc: c@example.org\n", mail);
        Assert.DoesNotContain("hidden@example.org", mail);
        Assert.Contains($"\nSubject: =?utf-8?B?{Base64("Fine of € 50")}?=\n", mail);
        Assert.Contains("\nX-Priority: 1\n", mail);
        Assert.Contains("\nContent-Type: text/html; charset=UTF-8\n", mail);
        Assert.EndsWith("\n\n<p>Gr=C3=BC=C3=9Fe</p>\n", mail);
    }

    [Fact]
    public async Task Plain_text_goes_before_the_HTML_and_a_repeated_mail_has_the_same_id()
    {
        await using var server = new ScriptedMailServer();
        await using var binding = await BindingAsync(server);

        await SendAsync(binding, "<p>Grüße</p>", ("text", "Grüße\n.\n=_alternative"), ("messageId", "msg_01~own_1"), ("autoSubmitted", "auto-generated"));

        var mail = Assert.Single(server.Mails);
        Assert.Contains("\nMessage-ID: <msg_01~own_1@example.org>\n", mail);
        Assert.Contains("\nAuto-Submitted: auto-generated\n", mail);
        Assert.EndsWith(
            """

            Content-Type: multipart/alternative; boundary="=_alternative"

            --=_alternative
            Content-Type: text/plain; charset=UTF-8
            Content-Transfer-Encoding: quoted-printable

            Gr=C3=BC=C3=9Fe
            ..
            =3D_alternative
            --=_alternative
            Content-Type: text/html; charset=UTF-8
            Content-Transfer-Encoding: quoted-printable

            <p>Gr=C3=BC=C3=9Fe</p>
            --=_alternative--

            """,
            mail);
    }

    [Theory]
    [InlineData("messageId", "a b")]
    [InlineData("messageId", "a>\r\nBcc: evil@example.org")]
    [InlineData("messageId", ".a")]
    [InlineData("messageId", "a@b")]
    [InlineData("autoSubmitted", "yes\r\nBcc: evil@example.org")]
    public async Task An_id_or_a_mark_cannot_smuggle_in_a_header(string name, string value)
    {
        await using var server = new ScriptedMailServer();
        await using var binding = await BindingAsync(server);
        await Assert.ThrowsAsync<ComponentException>(() => SendAsync(binding, "x", (name, value)));
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task Lines_stay_short_and_dots_at_their_beginning_are_doubled()
    {
        await using var server = new ScriptedMailServer();
        await using var binding = await BindingAsync(server);

        await SendAsync(binding, ".\n..b \r\n" + new string('é', 100) + "\n" + new string('x', 200), ("subject", new string('ü', 300)));

        var lines = server.Mails.Single().Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= 77, line));
        var body = lines[(Array.IndexOf(lines, "") + 1)..];
        Assert.Equal("..", body[0]);
        Assert.Equal("...b=20", body[1]);
        Assert.Equal(300, Decode(lines.Where(line => line.Contains("=?utf-8?B?", StringComparison.Ordinal))).Count(letter => letter == 'ü'));
    }

    [Fact]
    public async Task A_subject_cannot_smuggle_in_a_header()
    {
        await using var server = new ScriptedMailServer();
        await using var binding = await BindingAsync(server);

        await SendAsync(binding, "x", ("subject", "a\r\nBcc: evil@example.org"));

        Assert.DoesNotContain("\nBcc", server.Mails.Single());
        await Assert.ThrowsAsync<ComponentException>(() => SendAsync(binding, "x", ("emailTo", "a@example.org>\r\nRCPT TO:<evil@example.org")));
    }

    [Fact]
    public async Task A_connection_is_used_again()
    {
        await using var server = new ScriptedMailServer();
        await using var binding = await BindingAsync(server);

        for (var i = 0; i < 5; i++)
            await SendAsync(binding, "x");

        Assert.Equal(1, server.Connections);
        Assert.Equal(5, server.Mails.Count);
    }

    [Fact]
    public async Task A_kept_connection_that_died_is_replaced_before_the_mail_goes_out()
    {
        var isSecond = false;
        await using var server = new ScriptedMailServer(line =>
        {
            if (!line.StartsWith("MAIL", StringComparison.Ordinal) || !isSecond)
                return null;
            isSecond = false;
            return "";
        });
        await using var binding = await BindingAsync(server);
        await SendAsync(binding, "first");

        isSecond = true;
        await SendAsync(binding, "second");

        Assert.Equal(2, server.Connections);
        Assert.Equal(2, server.Mails.Count);
    }

    [Fact]
    public async Task A_mail_whose_fate_is_unknown_is_not_sent_again()
    {
        await using var server = new ScriptedMailServer(line => line == "mail" ? "" : null);
        await using var binding = await BindingAsync(server);

        await Assert.ThrowsAsync<IOException>(() => SendAsync(binding, "x"));

        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task A_refused_recipient_fails_the_mail_and_leaves_the_connection_good()
    {
        await using var server = new ScriptedMailServer(line => line.Contains("nobody", StringComparison.Ordinal) ? "550 no such user" : null);
        await using var binding = await BindingAsync(server);

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(binding, "x", ("emailTo", "nobody@example.org")));
        await SendAsync(binding, "y");

        Assert.Contains("550", failure.Message);
        Assert.Single(server.Mails);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("AUTH PLAIN LOGIN", "AUTH PLAIN AG1lAHNlY3JldA==")]
    [InlineData("AUTH LOGIN", "AUTH LOGIN|bWU=|c2VjcmV0")]
    public async Task It_logs_in_as_the_server_likes(string extension, string commands)
    {
        await using var server = new ScriptedMailServer(line => line switch
        {
            "AUTH LOGIN" or "bWU=" => "334 next",
            "c2VjcmV0" => "235 welcome",
            _ => null,
        })
        { Extensions = $"250-localhost\r\n250 {extension}" };
        await using var binding = await BindingAsync(server, ("user", "me"), ("password", "secret"));

        await SendAsync(binding, "x");

        Assert.Equal(commands.Split('|'), server.Commands.Skip(1).Take(commands.Split('|').Length));
    }

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    public async Task A_server_that_offers_STARTTLS_is_spoken_to_in_secret_if_its_certificate_is_good(string skipTLSVerify, int mails)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        await using var server = new ScriptedMailServer { Certificate = certificate, Extensions = "250-localhost\r\n250 STARTTLS" };
        await using var binding = await BindingAsync(server, ("skipTLSVerify", skipTLSVerify));

        var failure = await Record.ExceptionAsync(() => SendAsync(binding, "x"));

        Assert.Equal(mails, server.Mails.Count);
        Assert.Equal(mails == 0, failure is AuthenticationException);
    }

    [Fact]
    public async Task Many_at_a_time_all_arrive_once()
    {
        await using var server = new ScriptedMailServer();
        await using var binding = await BindingAsync(server);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(number => SendAsync(binding, $"number {number}")));

        Assert.Equal(100, server.Mails.Distinct().Count());
        Assert.InRange(server.Connections, 1, 8);
    }

    private static async Task<IOutputBinding> BindingAsync(ScriptedMailServer server, params (string Name, string Value)[] metadata)
    {
        var items = metadata.Concat([("host", "127.0.0.1"), ("port", $"{server.Port}")]).ToDictionary(item => item.Item1, item => item.Item2);
        items.TryAdd("emailFrom", "fleet@example.org");
        items.TryAdd("emailTo", "owner@example.org");
        items.TryAdd("subject", "Hello");
        Assert.True(ComponentTypes.CreateRegistry().TryGet("bindings.smtp", out var type));
        var binding = (IOutputBinding)type.Create(new ComponentContext("mail", "notification", new ComponentMetadata(items), new SharedServices(new RuntimeOptions()), NullLogger.Instance));
        await binding.InitAsync(TestContext.Current.CancellationToken);
        return binding;
    }

    private static Task<BindingResponse> SendAsync(IOutputBinding binding, string html, params (string Name, string Value)[] metadata) =>
        binding.InvokeAsync(new BindingRequest("create", JsonSerializer.SerializeToUtf8Bytes(html), metadata.ToDictionary(item => item.Name, item => item.Value)), TestContext.Current.CancellationToken);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Decode(IEnumerable<string> lines) =>
        string.Concat(lines.Select(line => Encoding.UTF8.GetString(Convert.FromBase64String(line.Split("=?utf-8?B?")[1].Split("?=")[0]))));
}
