using System.Buffers;
using System.Globalization;
using System.Text;

namespace Fleet.Runtime.Redis;

/// <summary>One argument of a command: text, bytes or a number.</summary>
internal readonly struct RedisArgument
{
    private readonly string? text;
    private readonly ReadOnlyMemory<byte> bytes;

    private RedisArgument(string? text, ReadOnlyMemory<byte> bytes)
    {
        this.text = text;
        this.bytes = bytes;
    }

    public static implicit operator RedisArgument(string text) => new(text, default);

    public static implicit operator RedisArgument(ReadOnlyMemory<byte> bytes) => new(null, bytes);

    public static implicit operator RedisArgument(byte[] bytes) => new(null, bytes);

    public static implicit operator RedisArgument(long number) => new(number.ToString(CultureInfo.InvariantCulture), default);

    /// <summary>Writes it as a bulk string.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        RedisCommand.WriteHeader(output, '$', text is null ? bytes.Length : Encoding.UTF8.GetByteCount(text));
        if (text is null)
            output.Write(bytes.Span);
        else
            Encoding.UTF8.GetBytes(text, output);
        output.Write("\r\n"u8);
    }
}
