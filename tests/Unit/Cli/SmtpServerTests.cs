using System.Net.Sockets;
using System.Text;
using Fleet.Cli.Mailbox;

namespace Fleet.Tests.Unit.Cli;

public sealed class SmtpServerTests : IAsyncLifetime
{
    private static readonly SmtpLimits Limits = SmtpLimits.Default with { MessageBytes = 2000, Recipients = 2, LineBytes = 500 };

    private readonly MailStore mailbox = MailStore.Open(Directory.CreateTempSubdirectory("fleet-test-").FullName, TimeProvider.System);
    private SmtpServer server = null!;
    private TcpClient client = null!;
    private StreamReader reader = null!;

    public async ValueTask InitializeAsync()
    {
        server = SmtpServer.Start(0, mailbox, Limits, TimeProvider.System);
        client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.Port);
        reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        Assert.StartsWith("220 ", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
        await mailbox.DisposeAsync();
    }

    [Fact]
    public async Task A_mail_is_taken_word_by_word()
    {
        Assert.Equal(250, await SayAsync("EHLO camera.example"));
        Assert.Equal(250, await SayAsync("MAIL FROM:<fleet@example.org> SIZE=100"));
        Assert.Equal(250, await SayAsync("rcpt to:<jürgen@example.org>"));
        Assert.Equal(354, await SayAsync("DATA"));
        Assert.Equal(250, await SayAsync("Subject: Fine\r\n\r\nPay, Jürgen.\r\n."));
        Assert.Equal(221, await SayAsync("QUIT"));
        var mail = mailbox.Find(1)!;
        Assert.Equal(("fleet@example.org", "jürgen@example.org"), (mail.From, mail.Recipients.Single()));
        Assert.Equal("Subject: Fine\r\n\r\nPay, Jürgen.\r\n", Encoding.UTF8.GetString(mail.Data));
    }

    [Fact]
    public async Task Pipelined_commands_and_two_mails_on_one_connection_are_taken()
    {
        await SayAsync("EHLO x");
        await SendAsync("MAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\n");
        Assert.Equal([250, 250, 354], await AnswersAsync(3));
        await SendAsync("Subject: one\r\n\r\n1\r\n.\r\nMAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\n");
        Assert.Equal([250, 250, 250, 354], await AnswersAsync(4));
        await SendAsync("Subject: two\r\n\r\n2\r\n.\r\nNOOP\r\nQUIT\r\n");
        Assert.Equal([250, 250, 221], await AnswersAsync(3));
        Assert.Equal(["one", "two"], mailbox.List().Select(m => m.Subject));
    }

    [Fact]
    public async Task Stuffed_dots_are_taken_out_and_only_a_lone_dot_ends_a_mail()
    {
        await EnvelopeAsync();
        Assert.Equal(250, await SayAsync("Subject: dots\r\n\r\n..one\r\n...\r\na.b\r\n.\n.\r\n."));
        Assert.Equal("Subject: dots\r\n\r\n.one\r\n..\r\na.b\r\n\n.\r\n", Encoding.UTF8.GetString(mailbox.Find(1)!.Data));
    }

    [Fact]
    public async Task A_mail_in_many_small_pieces_is_one_mail()
    {
        await EnvelopeAsync();
        foreach (var piece in "Subject: pieces\r\n\r\nText\r\n.\r\n")
            await SendAsync(piece.ToString());
        Assert.Equal([250], await AnswersAsync(1));
        Assert.Equal("pieces", mailbox.List().Single().Subject);
    }

    [Fact]
    public async Task A_mail_that_is_too_large_is_refused_and_the_next_one_taken()
    {
        await EnvelopeAsync();
        Assert.Equal(552, await SayAsync(new string('x', 5000) + "\r\n."));
        Assert.Equal(552, await SayAsync("MAIL FROM:<a@x> SIZE=5000"));
        await EnvelopeAsync(greet: false);
        Assert.Equal(250, await SayAsync("Subject: small\r\n\r\n."));
        Assert.Equal(["small"], mailbox.List().Select(m => m.Subject));
    }

    [Fact]
    public async Task Commands_out_of_order_are_refused_and_RSET_begins_anew()
    {
        Assert.Equal(503, await SayAsync("MAIL FROM:<a@x>"));
        Assert.Equal(250, await SayAsync("HELO x"));
        Assert.Equal(503, await SayAsync("RCPT TO:<b@x>"));
        Assert.Equal(503, await SayAsync("DATA"));
        Assert.Equal(250, await SayAsync("MAIL FROM:<>"));
        Assert.Equal(503, await SayAsync("MAIL FROM:<a@x>"));
        Assert.Equal(250, await SayAsync("RSET"));
        Assert.Equal(250, await SayAsync("MAIL FROM:<a@x>"));
        Assert.Equal(250, await SayAsync("RCPT TO:<b@x>"));
        Assert.Equal(250, await SayAsync("RCPT TO:<c@x>"));
        Assert.Equal(452, await SayAsync("RCPT TO:<d@x>"));
    }

    [Theory]
    [InlineData("EHLO", 501)]
    [InlineData("BREW", 500)]
    [InlineData("", 500)]
    [InlineData("VRFY somebody", 252)]
    [InlineData("HELP", 214)]
    public async Task Other_commands_get_their_answers(string command, int code) => Assert.Equal(code, await SayAsync(command));

    [Theory]
    [InlineData("MAIL FROM:a@x")]
    [InlineData("MAIL TO:<a@x>")]
    [InlineData("MAIL FROM:<a b@x>")]
    public async Task Addresses_of_another_form_are_refused(string command)
    {
        await SayAsync("EHLO x");
        Assert.Equal(501, await SayAsync(command));
    }

    [Fact]
    public async Task A_line_without_end_closes_the_session()
    {
        await SendAsync(new string('x', 2000));
        Assert.Equal([500], await AnswersAsync(1));
        Assert.Null(await reader.ReadLineAsync());
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_leaves_no_mail()
    {
        await EnvelopeAsync();
        await SendAsync("Subject: half\r\n\r\nTe");
        client.Client.Shutdown(SocketShutdown.Send);
        Assert.Null(await reader.ReadLineAsync());
        Assert.Empty(mailbox.List());
    }

    private async Task EnvelopeAsync(bool greet = true)
    {
        if (greet)
            Assert.Equal(250, await SayAsync("EHLO x"));
        Assert.Equal(250, await SayAsync("MAIL FROM:<a@x>"));
        Assert.Equal(250, await SayAsync("RCPT TO:<b@x>"));
        Assert.Equal(354, await SayAsync("DATA"));
    }

    private async Task<int> SayAsync(string line)
    {
        await SendAsync(line + "\r\n");
        return (await AnswersAsync(1))[0];
    }

    private async Task SendAsync(string text) => await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text));

    private async Task<List<int>> AnswersAsync(int count)
    {
        var codes = new List<int>();
        while (codes.Count < count)
        {
            var line = await reader.ReadLineAsync() ?? throw new EndOfStreamException();
            if (line.Length < 4 || line[3] != '-')
                codes.Add(int.Parse(line[..3]));
        }

        return codes;
    }
}
