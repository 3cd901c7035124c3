using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fleet.Tests.Unit.Runtime.Fuzz;

/// <summary>Calls over bare sockets: what is sent need not be HTTP.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>A request line and headers as they are, and a body with its length.</summary>
    public static byte[] Request(string method, string path, IEnumerable<string> headers, byte[] body)
    {
        var head = new StringBuilder($"{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        var lines = headers.ToList();
        if (!lines.Exists(line => line.StartsWith("Host:", StringComparison.Ordinal)))
            head.Append("Host: localhost\r\n");
        foreach (var line in lines)
            head.Append(line).Append("\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n");
        return [.. Encoding.Latin1.GetBytes(head.ToString()), .. body];
    }

    /// <summary>Sends bytes, says that no more will come when <paramref name="ends"/>, and reads until the other side ends.</summary>
    /// <exception cref="TimeoutException">Neither an answer nor an end.</exception>
    public static async Task<RawAnswer> SendAsync(int port, ReadOnlyMemory<byte> bytes, bool ends = false)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, limit.Token);
            var sending = SendAllAsync(socket, bytes, ends, limit.Token);
            var answer = await ReceiveAllAsync(socket, limit.Token);
            await sending;
            return RawAnswer.Parse(answer);
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"no answer within {Patience.TotalSeconds} s", late);
        }
    }

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes, bool ends, CancellationToken cancellationToken)
    {
        try
        {
            await socket.SendAsync(bytes, cancellationToken);
            if (ends)
                socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // A server may hang up on what it does not want to read.
        }
    }

    private static async Task<byte[]> ReceiveAllAsync(Socket socket, CancellationToken cancellationToken)
    {
        var all = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, cancellationToken) is > 0 and var count)
                all.Write(buffer, 0, count);
        }
        catch (SocketException)
        {
            // An end like any other: what came before it counts.
        }

        return all.ToArray();
    }
}

/// <summary>An answer.</summary>
/// <param name="Status">Its status; 0: the connection ended without one.</param>
/// <param name="Head">Status line and headers.</param>
/// <param name="Body">The rest.</param>
internal sealed record RawAnswer(int Status, string Head, string Body)
{
    public static RawAnswer Parse(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        while (text.StartsWith("HTTP/1.1 100", StringComparison.Ordinal))
            text = text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0 || !int.TryParse(text.AsSpan(9, 3), CultureInfo.InvariantCulture, out var status))
            return new RawAnswer(0, text, "");
        return new RawAnswer(status, text[..end], text[(end + 4)..]);
    }
}
