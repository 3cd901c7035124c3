using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fleet.Runtime.Components;

namespace Fleet.Runtime.Redis;

/// <summary>The metadata fields by which a component names its Redis server; those of Dapr's Redis components.</summary>
internal static class RedisMetadata
{
    private const int DefaultPort = 6379;

    // Known to Dapr's connection pool. One connection carries all commands here, so they say nothing.
    private static readonly string[] OfPools = ["poolSize", "poolTimeout", "maxConnAge", "minIdleConns", "idleTimeout", "idleCheckFrequency", "writeTimeout"];

    /// <summary>The fields.</summary>
    public static IReadOnlyList<MetadataField> Fields { get; } =
    [
        new("redisHost", Required: true),
        new("redisPort", FieldKind.Number),
        new("redisUsername"),
        new("redisPassword"),
        new("redisDB", FieldKind.Number),
        new("redisType") { Choices = ["node", "cluster"] },
        new("redisMaxRetries", FieldKind.Number),
        new("redisMinRetryInterval", FieldKind.Duration),
        new("redisMaxRetryInterval", FieldKind.Duration),
        new("maxRetries", FieldKind.Number),
        new("maxRetryBackoff", FieldKind.Duration),
        new("dialTimeout", FieldKind.Duration),
        new("readTimeout", FieldKind.Duration),
        new("enableTLS", FieldKind.Boolean),
        new("insecureSkipTLSVerify", FieldKind.Boolean),
        new("clientCert"),
        new("clientKey"),
        new("failover", FieldKind.Boolean),
        new("sentinelMasterName"),
        new("sentinelUsername"),
        new("sentinelPassword"),
        new("useEntraID", FieldKind.Boolean),
        .. OfPools.Select(name => new MetadataField(name)),
    ];

    /// <summary>A client for a component's server that has answered once.</summary>
    /// <exception cref="ComponentException">The metadata are wrong, or the server cannot be reached or refuses the login.</exception>
    public static async Task<RedisClient> ConnectAsync(ComponentContext context, CancellationToken cancellationToken)
    {
        var settings = Settings(context.Metadata);
        var client = new RedisClient(settings, context.Shared.Time);
        try
        {
            await client.SendAsync(cancellationToken, "PING");
            return client;
        }
        catch (RedisException failure)
        {
            await client.DisposeAsync();
            throw new ComponentException($"cannot use Redis at {settings.Address}: {failure.Message}", failure);
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>How many replicas the server has.</summary>
    public static async Task<int> ReplicasAsync(RedisClient client, CancellationToken cancellationToken)
    {
        const string field = "connected_slaves:";
        var info = await client.SendAsync(cancellationToken, "INFO", "replication");
        var line = info.Text.Split("\r\n").FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal));
        return line is not null && int.TryParse(line[field.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
    }

    private static RedisSettings Settings(ComponentMetadata metadata)
    {
        if (metadata.Text("redisType")?.Equals("cluster", StringComparison.OrdinalIgnoreCase) == true)
            throw new ComponentException("metadata field redisType is 'cluster', which the embedded runtime does not have; use one node");
        if (metadata.Boolean("failover"))
            throw new ComponentException("metadata field failover asks for Redis Sentinel, which the embedded runtime does not have; name the server itself");
        if (metadata.Boolean("useEntraID"))
            throw new ComponentException("metadata field useEntraID asks for a login that the embedded runtime does not have; use redisPassword");
        var (host, port) = Address(metadata.Required("redisHost"), metadata.Number("redisPort", DefaultPort));
        return new RedisSettings(host, port)
        {
            Username = metadata.Text("redisUsername"),
            Password = metadata.Text("redisPassword"),
            Database = metadata.Number("redisDB", 0),
            UsesTls = metadata.Boolean("enableTLS"),
            SkipsVerification = metadata.Boolean("insecureSkipTLSVerify"),
            Certificate = Certificate(metadata),
            DialTimeout = metadata.Duration("dialTimeout", TimeSpan.FromSeconds(5)),
            ReadTimeout = metadata.Duration("readTimeout", TimeSpan.FromSeconds(3)) is var limit && limit > TimeSpan.Zero ? limit : null,
            MaxRetries = Math.Max(0, metadata.Number("redisMaxRetries", metadata.Number("maxRetries", 3))),
            MinRetryInterval = Positive(metadata.Duration("redisMinRetryInterval", TimeSpan.FromMilliseconds(8))),
            MaxRetryInterval = Positive(metadata.Duration("redisMaxRetryInterval", TimeSpan.FromMilliseconds(512))),
        };
    }

    private static (string Host, int Port) Address(string text, int port)
    {
        var cut = text.LastIndexOf(':');
        if (cut < 0 || text.EndsWith(']'))
            return (text.Trim('[', ']'), port);
        if (!int.TryParse(text[(cut + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535)
            throw new ComponentException($"metadata field redisHost is '{text}', expected host:port");
        return (text[..cut].Trim('[', ']'), port);
    }

    private static X509Certificate2? Certificate(ComponentMetadata metadata)
    {
        if (metadata.Text("clientCert") is not { } certificate || metadata.Text("clientKey") is not { } key)
            return null;
        try
        {
            return X509Certificate2.CreateFromPem(certificate, key);
        }
        catch (CryptographicException broken)
        {
            throw new ComponentException($"metadata fields clientCert and clientKey are no certificate with its key in PEM: {broken.Message}", broken);
        }
    }

    private static TimeSpan Positive(TimeSpan interval) => interval > TimeSpan.Zero ? interval : TimeSpan.Zero;
}
