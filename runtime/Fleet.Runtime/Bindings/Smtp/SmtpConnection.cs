using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Fleet.Runtime.Bindings.Smtp;

/// <summary>A connection to a mail server that has said hello, is encrypted if the server can, and is logged in.</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private readonly Socket socket;
    private readonly SmtpSettings settings;
    private SmtpWire wire;
    private HashSet<string> extensions = [];
    private string auths = "";

    private SmtpConnection(Socket socket, SmtpSettings settings)
    {
        this.socket = socket;
        this.settings = settings;
        wire = new SmtpWire(new NetworkStream(socket, ownsSocket: false));
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
            var connection = new SmtpConnection(socket, settings);
            await connection.GreetAsync(cancellationToken);
            return connection;
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
        var utf8 = recipients.Append(from).All(address => Ascii.IsValid(address)) ? "" : extensions.Contains("SMTPUTF8") ? " SMTPUTF8" : throw new SmtpRefusedException("an address outside ASCII", "it does not know SMTPUTF8");
        var commands = recipients.Select(recipient => $"RCPT TO:<{recipient}>").Prepend($"MAIL FROM:<{from}>{utf8}").ToList();
        if (extensions.Contains("PIPELINING"))
        {
            await wire.WriteAsync(string.Join("\r\n", commands) + "\r\n", cancellationToken);
            var replies = new List<string>();
            foreach (var _ in commands)
                replies.Add(await wire.ReadAsync(cancellationToken));
            foreach (var (command, reply) in commands.Zip(replies))
                Expect('2', command[..4], reply);
        }
        else
        {
            foreach (var command in commands)
                Expect('2', command[..4], await AskAsync(command, cancellationToken));
        }

        Expect('3', "DATA", await AskAsync("DATA", cancellationToken));
    }

    /// <summary>Sends the mail. If this fails without a refusal nobody knows whether the server took it.</summary>
    public async Task FinishAsync(byte[] mail, CancellationToken cancellationToken)
    {
        await wire.WriteAsync(mail, cancellationToken);
        Expect('2', "the mail", await wire.ReadAsync(cancellationToken));
    }

    /// <summary>Forgets a mail that was begun and refused, so that the connection can be used again.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken) => Expect('2', "RSET", await AskAsync("RSET", cancellationToken));

    /// <summary>Says goodbye and closes.</summary>
    public async Task QuitAsync(CancellationToken cancellationToken)
    {
        await wire.WriteAsync("QUIT\r\n", cancellationToken);
        await DisposeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await wire.DisposeAsync();
        socket.Dispose();
    }

    private async Task GreetAsync(CancellationToken cancellationToken)
    {
        if (settings.Port == 465)
            await EncryptAsync(cancellationToken);
        Expect('2', "the connection", await wire.ReadAsync(cancellationToken));
        await HelloAsync(cancellationToken);
        if (settings.Port != 465 && extensions.Contains("STARTTLS"))
        {
            Expect('2', "STARTTLS", await AskAsync("STARTTLS", cancellationToken));
            await EncryptAsync(cancellationToken);
            await HelloAsync(cancellationToken);
        }

        if (settings.User is { } user && extensions.Contains("AUTH"))
            await LogInAsync(user, settings.Password ?? "", cancellationToken);
    }

    private async Task HelloAsync(CancellationToken cancellationToken)
    {
        var reply = await AskAsync("EHLO localhost", cancellationToken);
        if (reply[0] != '2')
            reply = await AskAsync("HELO localhost", cancellationToken);
        Expect('2', "the hello", reply);
        var lines = reply.Split('\n').Skip(1).Select(line => line[4..].Trim()).ToList();
        extensions = [.. lines.Select(line => line.Split(' ', '=')[0].ToUpperInvariant())];
        auths = lines.FirstOrDefault(line => line.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase))?.ToUpperInvariant() ?? "";
    }

    private async Task EncryptAsync(CancellationToken cancellationToken)
    {
        var stream = new SslStream(wire.Stream, leaveInnerStreamOpen: false);
        wire = new SmtpWire(stream);
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = settings.Host,
                RemoteCertificateValidationCallback = (_, _, _, errors) => settings.SkipTlsVerify || errors == SslPolicyErrors.None,
            },
            cancellationToken);
    }

    private async Task LogInAsync(string user, string password, CancellationToken cancellationToken)
    {
        if (wire.Stream is not SslStream && !IPAddress.IsLoopback(((IPEndPoint)socket.RemoteEndPoint!).Address))
            throw new SmtpRefusedException("no STARTTLS", "a password is not sent over a connection that is not encrypted");
        string reply;
        if (auths.Contains("PLAIN", StringComparison.Ordinal))
        {
            reply = await AskAsync("AUTH PLAIN " + Base64($"\0{user}\0{password}"), cancellationToken);
        }
        else
        {
            Expect('3', "AUTH LOGIN", await AskAsync("AUTH LOGIN", cancellationToken));
            Expect('3', "the user", await AskAsync(Base64(user), cancellationToken));
            reply = await AskAsync(Base64(password), cancellationToken);
        }

        Expect('2', "the login", reply);
    }

    private async Task<string> AskAsync(string command, CancellationToken cancellationToken)
    {
        await wire.WriteAsync(command + "\r\n", cancellationToken);
        return await wire.ReadAsync(cancellationToken);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static void Expect(char kind, string step, string reply)
    {
        // 421: the server is about to close the connection; that is an end of it like any other.
        if (reply.StartsWith("421", StringComparison.Ordinal))
            throw new IOException($"the mail server closes the connection: {reply}");
        if (reply[0] != kind)
            throw new SmtpRefusedException(step, reply);
    }
}
