using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fleet.Tests.Unit.Runtime.Fuzz;

/// <summary>An app on a bare socket: what it answers need not be HTTP. It ends a connection after each answer.</summary>
internal sealed class RawApp : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly ConcurrentDictionary<int, Task> connections = new();
    private readonly Func<string, byte[]> answer;
    private readonly Task accepting;
    private int accepted;

    /// <summary>Answers each path (without its query) with the bytes of <paramref name="answer"/>.</summary>
    public RawApp(Func<string, byte[]> answer)
    {
        this.answer = answer;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The heads of all calls that came.</summary>
    public ConcurrentQueue<string> Heads { get; } = new();

    /// <summary>An answer of JSON.</summary>
    public static byte[] Json(string body, int status = 200) =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(connections.Values);
        over.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(over.Token);
                var number = accepted++;
                connections[number] = ServeAsync(socket, number);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        using (socket)
        {
            try
            {
                if (await ReadAsync(socket) is { } path)
                    await socket.SendAsync(answer(path), over.Token);
                socket.Shutdown(SocketShutdown.Both);
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException)
            {
                // Whoever called has gone.
            }
        }

        connections.TryRemove(number, out _);
    }

    private async Task<string?> ReadAsync(Socket socket)
    {
        var text = "";
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var count = await socket.ReceiveAsync(buffer, over.Token);
            if (count == 0)
                return null;
            text += Encoding.Latin1.GetString(buffer, 0, count);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0 || !IsWhole(text, end))
                continue;
            Heads.Enqueue(text[..end]);
            return text.Split(' ', 3)[1].Split('?')[0];
        }
    }

    private static bool IsWhole(string text, int end)
    {
        var head = text[..end];
        if (head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase))
            return text.EndsWith("0\r\n\r\n", StringComparison.Ordinal);
        var at = head.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        return at < 0 || text.Length - end - 4 >= int.Parse(head[(at + 16)..].Split('\r')[0], CultureInfo.InvariantCulture);
    }
}
