using System.Net.Security;

namespace Fleet.Runtime.Mqtt;

/// <summary>How a broker is reached, and as whom.</summary>
/// <param name="Host">Host name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="ClientId">What the broker knows the session by; a second connection with the same one ends the first.</param>
internal sealed record MqttSettings(string Host, int Port, string ClientId)
{
    /// <summary>User name; null: no login.</summary>
    public string? Username { get; init; }

    /// <summary>Password; null: none is sent.</summary>
    public string? Password { get; init; }

    /// <summary>True: the broker forgets subscriptions and unacknowledged messages when the connection ends.</summary>
    public bool CleanSession { get; init; }

    /// <summary>TLS; null: plain TCP.</summary>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>How long the broker may hear nothing before it takes the client for dead; the client says something twice as often.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long connecting or an answer may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What messages call the broker.</summary>
    public string Address => $"{Host}:{Port}";
}
