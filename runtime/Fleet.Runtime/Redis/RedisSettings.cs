using System.Security.Cryptography.X509Certificates;

namespace Fleet.Runtime.Redis;

/// <summary>How a server is reached.</summary>
/// <param name="Host">Host name or address.</param>
/// <param name="Port">TCP port.</param>
internal sealed record RedisSettings(string Host, int Port)
{
    /// <summary>User of Redis' access control lists; null: the default user.</summary>
    public string? Username { get; init; }

    /// <summary>Password; null: none is sent.</summary>
    public string? Password { get; init; }

    /// <summary>Number of the database.</summary>
    public int Database { get; init; }

    /// <summary>TLS; false: plain TCP.</summary>
    public bool UsesTls { get; init; }

    /// <summary>Takes any certificate of the server.</summary>
    public bool SkipsVerification { get; init; }

    /// <summary>The client's own certificate; null: none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>How long opening a connection may take.</summary>
    public TimeSpan DialTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an answer may take; null: for ever.</summary>
    public TimeSpan? ReadTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a command is tried again when the server is away.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>First pause before a retry; each doubles.</summary>
    public TimeSpan MinRetryInterval { get; init; } = TimeSpan.FromMilliseconds(8);

    /// <summary>Longest pause before a retry.</summary>
    public TimeSpan MaxRetryInterval { get; init; } = TimeSpan.FromMilliseconds(512);

    /// <summary>What messages call the server.</summary>
    public string Address => $"{Host}:{Port}";

    /// <summary>Pause after a number of failed tries.</summary>
    public TimeSpan Pause(int failures)
    {
        var pause = MinRetryInterval * Math.Pow(2, Math.Min(failures, 20));
        return pause < MaxRetryInterval ? pause : MaxRetryInterval;
    }
}
