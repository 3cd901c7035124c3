using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fleet.Tests.Unit.Runtime.Bindings;

/// <summary>A mail server that answers by a script and remembers what was said to it.</summary>
internal sealed class ScriptedMailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly Task accepting;
    private readonly Func<string, string?> script;

    /// <param name="script">Answer to a command or to a mail (<c>mail</c>); null: the usual one; empty: close the connection.</param>
    public ScriptedMailServer(Func<string, string?>? script = null)
    {
        this.script = script ?? (_ => null);
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public ConcurrentQueue<string> Commands { get; } = [];

    public ConcurrentQueue<string> Mails { get; } = [];

    public int Connections { get; private set; }

    public string Extensions { get; init; } = "250-localhost\r\n250-PIPELINING\r\n250 SIZE 1000000";

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await accepting;
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(ending.Token);
                Connections++;
                talks.Add(TalkAsync(client));
            }
        }
        catch (Exception) when (ending.IsCancellationRequested)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\r\n" };
            await writer.WriteLineAsync("220 ready");
            while (await reader.ReadLineAsync(ending.Token) is { } line)
            {
                Commands.Enqueue(line);
                if (!await AnswerAsync(writer, line) || (line == "DATA" && !await TakeMailAsync(reader, writer)))
                    return;
            }
        }
        catch (Exception) when (ending.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task<bool> TakeMailAsync(StreamReader reader, StreamWriter writer)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(ending.Token) is { } line && line != ".")
            mail.Append(line).Append('\n');
        Mails.Enqueue(mail.ToString());
        return await AnswerAsync(writer, "mail");
    }

    private async Task<bool> AnswerAsync(StreamWriter writer, string line)
    {
        var answer = script(line) ?? line switch
        {
            "DATA" => "354 go on",
            _ when line.StartsWith("EHLO", StringComparison.Ordinal) => Extensions,
            _ => "250 ok",
        };
        if (answer.Length > 0)
            await writer.WriteLineAsync(answer);
        return answer.Length > 0;
    }
}
