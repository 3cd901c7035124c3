using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fleet.Tests.Services.Notification;

/// <summary>A mail as it came over SMTP.</summary>
internal sealed record SunkMail(string Recipient, string Data);

/// <summary>A mail server on the loopback that keeps envelope and mail together, and refuses when told so.</summary>
internal sealed class MailSink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly Task accepting;

    public MailSink()
    {
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public ConcurrentQueue<SunkMail> Mails { get; } = new();

    /// <summary>Answer to a recipient; null: taken.</summary>
    public Func<string, string?> Refusal { get; set; } = _ => null;

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await accepting;
        ending.Dispose();
    }

    private async Task Accept()
    {
        var talks = new List<Task>();
        try
        {
            while (true) talks.Add(Talk(await listener.AcceptTcpClientAsync(ending.Token)));
        }
        catch (Exception) when (ending.IsCancellationRequested)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task Talk(TcpClient client)
    {
        using var _ = client;
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\r\n" };
            await writer.WriteLineAsync("220 ready");
            var recipient = "";
            while (await reader.ReadLineAsync(ending.Token) is { } line)
            {
                if (line.StartsWith("RCPT TO:<", StringComparison.Ordinal)) recipient = line[9..^1];
                await writer.WriteLineAsync(line == "DATA" ? "354 go on" : line.StartsWith("RCPT", StringComparison.Ordinal) ? Refusal(recipient) ?? "250 ok" : "250 ok");
                if (line != "DATA") continue;
                Mails.Enqueue(new SunkMail(recipient, await Data(reader)));
                await writer.WriteLineAsync("250 taken");
            }
        }
        catch (Exception gone) when (gone is IOException || ending.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task<string> Data(StreamReader reader)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(ending.Token) is { } line && line != ".") mail.Append(line).Append('\n');
        return mail.ToString();
    }
}
