using System.Net.Security;
using System.Text;

namespace Fleet.Runtime.Bindings.Smtp;

/// <summary>The beginning of a connection: hello, encryption if the server can, login.</summary>
/// <param name="wire">The connection, not encrypted yet.</param>
/// <param name="settings">Where it leads.</param>
/// <param name="isLoopback">It does not leave the machine.</param>
internal sealed class SmtpGreeting(SmtpWire wire, SmtpSettings settings, bool isLoopback)
{
    private const int TlsPort = 465;

    private string auths = "";

    /// <summary>The connection, encrypted by now if the server can.</summary>
    public SmtpWire Wire { get; private set; } = wire;

    /// <summary>What the server can do.</summary>
    public HashSet<string> Extensions { get; private set; } = [];

    /// <summary>Greets.</summary>
    /// <exception cref="SmtpRefusedException">The server refused the hello or the login.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (settings.Port == TlsPort)
            await EncryptAsync(cancellationToken);
        SmtpReply.Expect('2', "the connection", await Wire.ReadAsync(cancellationToken));
        await HelloAsync(cancellationToken);
        if (settings.Port != TlsPort && Extensions.Contains("STARTTLS"))
        {
            SmtpReply.Expect('2', "STARTTLS", await Wire.AskAsync("STARTTLS", cancellationToken));
            await EncryptAsync(cancellationToken);
            await HelloAsync(cancellationToken);
        }

        if (settings.User is { } user && Extensions.Contains("AUTH"))
            await LogInAsync(user, settings.Password ?? "", cancellationToken);
    }

    private async Task HelloAsync(CancellationToken cancellationToken)
    {
        var reply = await Wire.AskAsync("EHLO localhost", cancellationToken);
        if (reply[0] != '2')
            reply = await Wire.AskAsync("HELO localhost", cancellationToken);
        SmtpReply.Expect('2', "the hello", reply);
        var lines = reply.Split('\n').Skip(1).Select(line => line[4..].Trim()).ToList();
        Extensions = [.. lines.Select(line => line.Split(' ', '=')[0].ToUpperInvariant())];
        auths = lines.FirstOrDefault(line => line.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase))?.ToUpperInvariant() ?? "";
    }

    private async Task EncryptAsync(CancellationToken cancellationToken)
    {
        var stream = new SslStream(Wire.Stream, leaveInnerStreamOpen: false);
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = settings.Host,
                RemoteCertificateValidationCallback = (_, _, _, errors) => settings.SkipTlsVerify || errors == SslPolicyErrors.None,
            },
            cancellationToken);
        Wire = new SmtpWire(stream);
    }

    private async Task LogInAsync(string user, string password, CancellationToken cancellationToken)
    {
        if (Wire.Stream is not SslStream && !isLoopback)
            throw new SmtpRefusedException("the login", "no STARTTLS, and a password is not sent over a connection that is not encrypted");
        if (auths.Contains("PLAIN", StringComparison.Ordinal))
        {
            SmtpReply.Expect('2', "the login", await Wire.AskAsync("AUTH PLAIN " + Base64($"\0{user}\0{password}"), cancellationToken));
            return;
        }

        SmtpReply.Expect('3', "AUTH LOGIN", await Wire.AskAsync("AUTH LOGIN", cancellationToken));
        SmtpReply.Expect('3', "the user", await Wire.AskAsync(Base64(user), cancellationToken));
        SmtpReply.Expect('2', "the login", await Wire.AskAsync(Base64(password), cancellationToken));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
