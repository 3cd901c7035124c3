namespace Fleet.Runtime.Redis;

/// <summary>Redis refused a command, or an answer is not what it should be.</summary>
/// <param name="message">The server's text.</param>
/// <param name="inner">What lies behind it.</param>
public class RedisException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>First word of the server's text, e.g. <c>WRONGTYPE</c>, <c>NOGROUP</c>, <c>ERR</c>.</summary>
    public string Prefix => Message.Split(' ', 2)[0];
}

/// <summary>The server cannot be reached, or the connection broke; whether the command was done is not known.</summary>
public sealed class RedisUnavailableException(string message, Exception? inner = null) : RedisException(message, inner);
