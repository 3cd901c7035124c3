using System.Globalization;
using System.Text;

namespace Fleet.Runtime.Redis;

/// <summary>What the server answers to one command.</summary>
internal sealed class RedisReply
{
    private readonly ReadOnlyMemory<byte> bytes;
    private readonly string? error;

    private RedisReply(ReadOnlyMemory<byte> bytes, IReadOnlyList<RedisReply>? items, string? error, bool isNull)
    {
        this.bytes = bytes;
        this.error = error;
        Items = items ?? [];
        IsNull = isNull;
    }

    /// <summary>Nothing: no such key, a transaction that was not run.</summary>
    public static RedisReply Null { get; } = new(default, null, null, isNull: true);

    /// <summary>Whether it is nothing.</summary>
    public bool IsNull { get; }

    /// <summary>The items of an array; none for anything else.</summary>
    public IReadOnlyList<RedisReply> Items { get; }

    /// <summary>The bytes of a text or a value.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>A text, or a number as text.</summary>
    public string Text => Encoding.UTF8.GetString(bytes.Span);

    /// <summary>A number.</summary>
    /// <exception cref="RedisException">It is none.</exception>
    public long Number => long.TryParse(bytes.Span, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new RedisException($"expected a number, got '{Text}'");

    /// <summary>Why the server refused the command; null: it did not.</summary>
    public RedisException? Error => error is null ? null : new RedisException(error);

    public static RedisReply Value(ReadOnlyMemory<byte> bytes) => new(bytes, null, null, isNull: false);

    public static RedisReply List(IReadOnlyList<RedisReply> items) => new(default, items, null, isNull: false);

    public static RedisReply Refusal(string text) => new(default, null, text, isNull: false);

    /// <summary>The reply itself, unless the server refused the command.</summary>
    /// <exception cref="RedisException">It did.</exception>
    public RedisReply OrThrow() => Error is { } refused ? throw refused : this;
}
