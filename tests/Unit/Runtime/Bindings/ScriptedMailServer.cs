using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
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

    /// <summary>For STARTTLS.</summary>
    public X509Certificate2? Certificate { get; init; }

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
            var (reader, writer) = Lines(client.GetStream());
            await writer.WriteLineAsync("220 ready");
            while (await reader.ReadLineAsync(ending.Token) is { } line)
            {
                Commands.Enqueue(line);
                if (!await AnswerAsync(writer, line) || (line == "DATA" && !await TakeMailAsync(reader, writer)))
                    return;
                if (line == "STARTTLS")
                    (reader, writer) = Lines(await EncryptAsync(client.GetStream()));
            }
        }
        catch (Exception gone) when (gone is IOException or AuthenticationException || ending.IsCancellationRequested)
        {
            return;
        }
    }

    private static (StreamReader Reader, StreamWriter Writer) Lines(Stream stream) =>
        (new StreamReader(stream, Encoding.UTF8), new StreamWriter(stream, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\r\n" });

    private async Task<Stream> EncryptAsync(Stream stream)
    {
        var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, ending.Token);
        return encrypted;
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
