using System.Text;

namespace Fleet.Runtime.Bindings.Smtp;

/// <summary>Lines of SMTP over a stream.</summary>
internal sealed class SmtpWire(Stream stream) : IAsyncDisposable
{
    private const int LongestReply = 64 * 1024;

    private readonly StreamReader reader = new(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);

    /// <summary>What it speaks over.</summary>
    public Stream Stream => stream;

    public Task WriteAsync(string text, CancellationToken cancellationToken) => WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    public async Task WriteAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(bytes, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    /// <summary>Sends a command and reads the reply.</summary>
    public async Task<string> AskAsync(string command, CancellationToken cancellationToken)
    {
        await WriteAsync(command + "\r\n", cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    /// <summary>One reply; its lines are parted by a line feed.</summary>
    /// <exception cref="IOException">The server has closed the connection, or speaks something else.</exception>
    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var reply = new StringBuilder();
        while (reply.Length < LongestReply)
        {
            var line = await reader.ReadLineAsync(cancellationToken) ?? throw new IOException("the mail server closed the connection");
            if (line.Length < 3 || !line[..3].All(char.IsAsciiDigit))
                throw new IOException("the server does not speak SMTP");
            reply.Append(line.Length == 3 ? line + " " : line);
            if (line.Length == 3 || line[3] != '-')
                return reply.ToString();
            reply.Append('\n');
        }

        throw new IOException("the mail server's reply does not end");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        return stream.DisposeAsync();
    }
}
