using System.Text;
using Fleet.Cli.Mailbox;

namespace Fleet.Tests.Unit.Cli;

public sealed class MailboxTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("fleet-test-").FullName;

    [Fact]
    public async Task Mails_are_there_again_after_a_restart()
    {
        await using (var mailbox = Open())
        {
            await mailbox.AddAsync(Mail("Fine one"));
            await mailbox.AddAsync(Mail("Fine two"));
        }

        await using var again = Open();
        Assert.Equal(["Fine one", "Fine two"], again.List().Select(m => m.Subject));
        Assert.Equal(["a@example.org"], again.Find(2)!.Recipients);
        Assert.Null(again.Find(3));
    }

    [Fact]
    public async Task An_identical_mail_is_kept_once_and_counted()
    {
        await using (var mailbox = Open())
        {
            await mailbox.AddAsync(Mail("Fine", header: "Date: now"));
            await mailbox.AddAsync(Mail("Fine", header: "Date: later"));
            await mailbox.AddAsync(Mail("Fine", body: "Another text"));
            await mailbox.AddAsync(Mail("Fine", to: "b@example.org"));
        }

        await using var again = Open();
        Assert.Equal([1, 0, 0], again.List().Select(m => m.Repeats));
    }

    [Fact]
    public async Task A_torn_tail_loses_only_what_was_not_acknowledged()
    {
        await using (var mailbox = Open())
            await mailbox.AddAsync(Mail("Whole"));
        await File.AppendAllTextAsync(Path.Combine(folder, "mail.log"), "{\"At\":\"2026-");
        await using var again = Open();
        await again.AddAsync(Mail("Next"));
        Assert.Equal(["Whole", "Next"], MailStore.Look(folder, TimeProvider.System).List().Select(m => m.Subject));
    }

    [Fact]
    public async Task The_list_goes_on_after_a_number()
    {
        await using var mailbox = Open();
        foreach (var number in Enumerable.Range(1, 5))
            await mailbox.AddAsync(Mail($"Fine {number}"));
        Assert.Equal(["Fine 3", "Fine 4"], mailbox.List(after: 2, most: 2).Select(m => m.Subject));
        Assert.Equal([3, 4], mailbox.List(after: 2, most: 2).Select(m => m.Number));
    }

    [Theory]
    [InlineData("Subject: =?UTF-8?q?B=C3=BCrger_zahlt?=", "Bürger zahlt")]
    [InlineData("Subject: =?utf-8?B?QsO8cmdlcg==?=\r\n =?utf-8?Q?_zahlt?=", "Bürger zahlt")]
    [InlineData("Subject: Bürger zahlt", "Bürger zahlt")]
    [InlineData("Subject: folded\r\n subject", "folded subject")]
    [InlineData("From: nobody", "")]
    public void Subjects_are_decoded(string header, string subject) =>
        Assert.Equal(subject, MailContent.Parse(Encoding.UTF8.GetBytes(header + "\r\n\r\nText")).Subject);

    [Fact]
    public void A_quoted_printable_body_is_decoded()
    {
        var content = MailContent.Parse("Content-Type: text/html; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E2=82=AC 100=\r\n,00</p>"u8);
        Assert.Equal(("<p>€ 100,00</p>", true), (content.Body, content.IsHtml));
    }

    [Fact]
    public void Of_two_alternatives_the_html_is_shown()
    {
        var content = MailContent.Parse("Content-Type: multipart/alternative; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nplain\r\n--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPGI+aHRtbDwvYj4=\r\n--x--\r\n"u8);
        Assert.Equal(("<b>html</b>", true), (content.Body, content.IsHtml));
    }

    private MailStore Open() => MailStore.Open(folder, TimeProvider.System);

    private static ReceivedMail Mail(string subject, string body = "Text", string to = "a@example.org", string header = "X: y") =>
        new("fleet@example.org", [to], Encoding.UTF8.GetBytes($"{header}\r\nSubject: {subject}\r\n\r\n{body}"));
}
