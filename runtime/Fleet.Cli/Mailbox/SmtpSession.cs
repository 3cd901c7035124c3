using System.IO.Pipelines;
using System.Text;

namespace Fleet.Cli.Mailbox;

/// <summary>One SMTP conversation (RFC 5321 with PIPELINING, SIZE, 8BITMIME and SMTPUTF8).</summary>
internal sealed class SmtpSession(Stream stream, MailStore store, SmtpLimits limits, Action stillThere)
{
    private readonly SmtpReader reader = new(PipeReader.Create(stream), limits);
    private readonly StringBuilder answers = new();
    private readonly List<string> recipients = [];
    private string? from;
    private bool greeted;

    /// <summary>Talks until the client leaves.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        Answer(220, "fleet mailbox ESMTP");
        try
        {
            while (await reader.ReadLineAsync(() => FlushAsync(cancellation), cancellation) is { } line)
            {
                if (!await ObeyAsync(line, cancellation))
                    break;
            }
        }
        catch (InvalidDataException)
        {
            Answer(500, "5.5.2 line too long, closing");
        }

        await FlushAsync(cancellation);
    }

    private async ValueTask<bool> ObeyAsync(string line, CancellationToken cancellation)
    {
        stillThere();
        var (verb, argument) = line.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var space ? (line[..space], line[(space + 1)..].Trim()) : (line, "");
        switch (verb.ToUpperInvariant())
        {
            case "EHLO": Greet(argument, extended: true); break;
            case "HELO": Greet(argument, extended: false); break;
            case "MAIL": Mail(argument); break;
            case "RCPT": Recipient(argument); break;
            case "DATA": return await DataAsync(argument, cancellation);
            case "RSET": Forget(); Answer(250, "2.0.0 forgotten"); break;
            case "NOOP": Answer(250, "2.0.0 nothing done"); break;
            case "VRFY": Answer(252, "2.5.2 every address is taken"); break;
            case "HELP": Answer(214, "2.0.0 HELO EHLO MAIL RCPT DATA RSET NOOP VRFY QUIT"); break;
            case "QUIT": Answer(221, "2.0.0 good bye"); return false;
            default: Answer(500, "5.5.1 no such command"); break;
        }

        return true;
    }

    private void Greet(string name, bool extended)
    {
        if (name.Length == 0)
        {
            Answer(501, "5.5.4 say who you are");
            return;
        }

        Forget();
        greeted = true;
        if (extended)
            answers.Append("250-fleet mailbox\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-ENHANCEDSTATUSCODES\r\n").Append(250).Append(" SIZE ").Append(limits.MessageBytes).Append("\r\n");
        else
            Answer(250, "fleet mailbox");
    }

    private void Mail(string argument)
    {
        if (!greeted || from is not null)
            Answer(503, greeted ? "5.5.1 one mail at a time" : "5.5.1 say EHLO first");
        else if (SmtpPath.Read(argument, "FROM:") is not { } path)
            Answer(501, "5.5.4 expected MAIL FROM:<address>");
        else if (path.Parameter("SIZE") is { } size && (!long.TryParse(size, out var bytes) || bytes > limits.MessageBytes))
            Answer(552, "5.3.4 larger than this mailbox takes");
        else
        {
            from = path.Address;
            Answer(250, "2.1.0 sender taken");
        }
    }

    private void Recipient(string argument)
    {
        if (from is null)
            Answer(503, "5.5.1 MAIL comes first");
        else if (SmtpPath.Read(argument, "TO:") is not { Address.Length: > 0 } path)
            Answer(501, "5.5.4 expected RCPT TO:<address>");
        else if (recipients.Count >= limits.Recipients)
            Answer(452, "4.5.3 too many recipients");
        else
        {
            recipients.Add(path.Address);
            Answer(250, "2.1.5 recipient taken");
        }
    }

    private async ValueTask<bool> DataAsync(string argument, CancellationToken cancellation)
    {
        if (argument.Length > 0 || recipients.Count == 0)
        {
            Answer(argument.Length > 0 ? 501 : 503, argument.Length > 0 ? "5.5.4 DATA takes no argument" : "5.5.1 RCPT comes first");
            return true;
        }

        Answer(354, "end with a dot on a line of its own");
        await FlushAsync(cancellation);
        var data = await reader.ReadDataAsync(cancellation);
        if (data is null)
            return false;
        if (data.Bytes is null)
            Answer(552, "5.3.4 larger than this mailbox takes");
        else
            await StoreAsync(new ReceivedMail(from!, [.. recipients], data.Bytes), cancellation);
        Forget();
        return true;
    }

    private async Task StoreAsync(ReceivedMail mail, CancellationToken cancellation)
    {
        try
        {
            await store.AddAsync(mail, cancellation);
            Answer(250, "2.0.0 stored");
        }
        catch (IOException)
        {
            Answer(451, "4.3.0 could not be stored, try again later");
        }
    }

    private void Forget()
    {
        from = null;
        recipients.Clear();
    }

    private void Answer(int code, string text) => answers.Append(code).Append(' ').Append(text).Append("\r\n");

    private async ValueTask FlushAsync(CancellationToken cancellation)
    {
        if (answers.Length == 0)
            return;
        var bytes = Encoding.UTF8.GetBytes(answers.ToString());
        answers.Clear();
        await stream.WriteAsync(bytes, cancellation);
    }
}
