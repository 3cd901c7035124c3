using System.Globalization;
using System.Text;

namespace Fleet.Runtime.Redis;

/// <summary>Reads replies of the protocol RESP2 off a stream, one after the other.</summary>
internal sealed class RespReader(Stream stream)
{
    private const int MaxLine = 64 * 1024;
    private const int MaxValue = 512 * 1024 * 1024;
    private const int MaxDepth = 16;

    private byte[] buffer = new byte[16 * 1024];
    private int start;
    private int end;

    /// <summary>The next reply.</summary>
    /// <exception cref="RedisUnavailableException">The stream ended, or what comes is no RESP.</exception>
    public ValueTask<RedisReply> ReadAsync(CancellationToken cancellationToken) => ReadAsync(depth: 0, cancellationToken);

    private async ValueTask<RedisReply> ReadAsync(int depth, CancellationToken cancellationToken)
    {
        var line = await ReadLineAsync(cancellationToken);
        if (line.Length == 0 || depth > MaxDepth)
            throw NoResp();
        var rest = line[1..];
        switch ((char)line.Span[0])
        {
            case '+' or ':':
                return RedisReply.Value(rest.ToArray());
            case '-':
                return RedisReply.Refusal(Encoding.UTF8.GetString(rest.Span));
            case '$':
                var length = Count(rest.Span, MaxValue);
                return length < 0 ? RedisReply.Null : RedisReply.Value(await ReadValueAsync(length, cancellationToken));
            case '*':
                var count = Count(rest.Span, MaxValue);
                return count < 0 ? RedisReply.Null : await ReadItemsAsync(count, depth, cancellationToken);
            default:
                throw NoResp();
        }
    }

    private async ValueTask<RedisReply> ReadItemsAsync(int count, int depth, CancellationToken cancellationToken)
    {
        var items = new List<RedisReply>(Math.Min(count, 1024));
        while (items.Count < count)
            items.Add(await ReadAsync(depth + 1, cancellationToken));
        return RedisReply.List(items);
    }

    // The slice is good until the next read.
    private async ValueTask<ReadOnlyMemory<byte>> ReadLineAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            var found = buffer.AsSpan(start + searched, end - start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var line = buffer.AsMemory(start, searched + found);
                start += line.Length + 1;
                return line.Span.EndsWith((byte)'\r') ? line[..^1] : throw NoResp();
            }

            searched = end - start;
            if (searched > MaxLine)
                throw NoResp();
            await FillAsync(cancellationToken);
        }
    }

    private async ValueTask<byte[]> ReadValueAsync(int length, CancellationToken cancellationToken)
    {
        var value = new byte[length];
        var had = Math.Min(length, end - start);
        buffer.AsSpan(start, had).CopyTo(value);
        start += had;
        if (had < length)
            await stream.ReadExactlyAsync(value.AsMemory(had), cancellationToken);
        while (end - start < 2)
            await FillAsync(cancellationToken);
        if (buffer[start] != '\r' || buffer[start + 1] != '\n')
            throw NoResp();
        start += 2;
        return value;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }

        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
        if (read == 0)
            throw new RedisUnavailableException("the server closed the connection");
        end += read;
    }

    private static int Count(ReadOnlySpan<byte> digits, int most) =>
        int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) && count >= -1 && count <= most ? count : throw NoResp();

    private static RedisUnavailableException NoResp() => new("what the server answers is not the Redis protocol");
}
