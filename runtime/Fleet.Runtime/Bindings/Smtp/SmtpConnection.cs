using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fleet.Runtime.Bindings.Smtp;

/// <summary>A connection to a mail server that has been greeted and takes mails, one after the other.</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private readonly Socket socket;
    private readonly SmtpWire wire;
    private readonly HashSet<string> extensions;

    private SmtpConnection(Socket socket, SmtpWire wire, HashSet<string> extensions)
    {
        this.socket = socket;
        this.wire = wire;
        this.extensions = extensions;
    }

    /// <summary>When it was last used; for the one who keeps it.</summary>
    public long LastUsed { get; set; }

    /// <summary>False when the server has closed it, or has said something unasked.</summary>
    public bool IsAlive => !socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Opens a connection.</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    /// <exception cref="SmtpRefusedException">The server refused the hello or the login.</exception>
    public static async Task<SmtpConnection> OpenAsync(SmtpSettings settings, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(settings.Host, settings.Port, cancellationToken);
            var isLoopback = IPAddress.IsLoopback(((IPEndPoint)socket.RemoteEndPoint!).Address);
            var greeting = new SmtpGreeting(new SmtpWire(new NetworkStream(socket, ownsSocket: false)), settings, isLoopback);
            await greeting.RunAsync(cancellationToken);
            return new SmtpConnection(socket, greeting.Wire, greeting.Extensions);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Names sender and recipients; the mail itself may follow when this returns. Until then nothing is sent.</summary>
    /// <exception cref="SmtpRefusedException">The server refused one of them.</exception>
    public async Task BeginAsync(string from, IReadOnlyList<string> recipients, CancellationToken cancellationToken)
    {
        string[] commands = [$"MAIL FROM:<{from}>{Utf8(recipients.Prepend(from))}", .. recipients.Select(recipient => $"RCPT TO:<{recipient}>")];
        foreach (var (command, reply) in commands.Zip(await AskAllAsync(commands, cancellationToken)))
            SmtpReply.Expect('2', command[..4], reply);
        SmtpReply.Expect('3', "DATA", await wire.AskAsync("DATA", cancellationToken));
    }

    /// <summary>Sends the mail. If this fails without a refusal nobody knows whether the server took it.</summary>
    public async Task FinishAsync(byte[] mail, CancellationToken cancellationToken)
    {
        await wire.WriteAsync(mail, cancellationToken);
        SmtpReply.Expect('2', "the mail", await wire.ReadAsync(cancellationToken));
    }

    /// <summary>Forgets a mail that was begun and refused, so that the connection can be used again.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken) =>
        SmtpReply.Expect('2', "RSET", await wire.AskAsync("RSET", cancellationToken));

    /// <summary>Says goodbye and closes.</summary>
    public async Task QuitAsync(CancellationToken cancellationToken)
    {
        await wire.AskAsync("QUIT", cancellationToken);
        await DisposeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await wire.DisposeAsync();
        socket.Dispose();
    }

    // In one go if the server likes that. DATA is never among them: after a refused recipient it must not be sent.
    private async Task<IReadOnlyList<string>> AskAllAsync(string[] commands, CancellationToken cancellationToken)
    {
        var replies = new List<string>();
        var isAtOnce = extensions.Contains("PIPELINING");
        if (isAtOnce)
            await wire.WriteAsync(string.Join("\r\n", commands) + "\r\n", cancellationToken);
        foreach (var command in commands)
            replies.Add(isAtOnce ? await wire.ReadAsync(cancellationToken) : await wire.AskAsync(command, cancellationToken));
        return replies;
    }

    private string Utf8(IEnumerable<string> addresses)
    {
        if (addresses.All(address => Ascii.IsValid(address)))
            return "";
        return extensions.Contains("SMTPUTF8") ? " SMTPUTF8" : throw new SmtpRefusedException("an address outside ASCII", "no SMTPUTF8");
    }
}
