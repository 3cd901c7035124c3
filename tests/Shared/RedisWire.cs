using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Fleet.Tests.Shared;

/// <summary>One command to a Redis server, its reply as JSON; apart from the client that the runtime has.</summary>
public static class RedisWire
{
    /// <summary>Sends a command and reads its reply; an error is a failure of the test.</summary>
    public static async Task<JsonNode?> SendAsync(int port, params string[] command)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancellation);
        var stream = client.GetStream();
        var request = new StringBuilder($"*{command.Length}\r\n");
        foreach (var argument in command)
            request.Append($"${Encoding.UTF8.GetByteCount(argument)}\r\n{argument}\r\n");
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request.ToString()), cancellation);
        return await ReadAsync(stream, cancellation);
    }

    private static async Task<JsonNode?> ReadAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var line = await LineAsync(stream, cancellation);
        switch (line[0])
        {
            case '+':
                return line[1..];
            case ':':
                return long.Parse(line[1..]);
            case '$' when line == "$-1":
                return null;
            case '$':
                var value = new byte[int.Parse(line[1..]) + 2];
                await stream.ReadExactlyAsync(value, cancellation);
                return Encoding.UTF8.GetString(value, 0, value.Length - 2);
            case '*':
                var items = new JsonArray();
                for (var left = int.Parse(line[1..]); left > 0; left--)
                    items.Add(await ReadAsync(stream, cancellation));
                return items;
            default:
                throw new InvalidOperationException(line);
        }
    }

    private static async Task<string> LineAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            await stream.ReadExactlyAsync(one, cancellation);
            if (one[0] == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }
    }
}
