using System.Buffers;
using System.Globalization;

namespace Fleet.Runtime.Redis;

/// <summary>A command with its arguments.</summary>
internal sealed class RedisCommand(params RedisArgument[] arguments)
{
    /// <summary>Writes it as RESP: an array of bulk strings.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        WriteHeader(output, '*', arguments.Length);
        foreach (var argument in arguments)
            argument.Write(output);
    }

    /// <summary>Writes a kind and a length.</summary>
    internal static void WriteHeader(IBufferWriter<byte> output, char kind, int count)
    {
        var span = output.GetSpan(16);
        span[0] = (byte)kind;
        count.TryFormat(span[1..], out var digits, provider: CultureInfo.InvariantCulture);
        "\r\n"u8.CopyTo(span[(digits + 1)..]);
        output.Advance(digits + 3);
    }
}
