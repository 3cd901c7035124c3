using Fleet.Runtime.Components;
using Fleet.Runtime.Redis;

namespace Fleet.Runtime.Locks;

/// <summary><c>lock.redis</c>: a lock is a key that holds its owner and expires. On one server without replicas only.</summary>
public sealed class RedisLockStore(ComponentContext context) : ILockStore
{
    private const string Unlock = """
        local owner = redis.call('GET', KEYS[1])
        if not owner then return 1 end
        if owner ~= ARGV[1] then return 2 end
        redis.call('DEL', KEYS[1])
        return 0
        """;

    private RedisClient client = null!;

    /// <summary>How YAML names it, and the metadata it takes.</summary>
    public static ComponentType Type { get; } = new("lock.redis", RedisMetadata.Fields, context => new RedisLockStore(context));

    /// <inheritdoc/>
    public async Task InitAsync(CancellationToken cancellationToken)
    {
        client = await RedisMetadata.ConnectAsync(context, cancellationToken);
        // A replica that takes over may not know of a lock that was given.
        if (await RedisMetadata.ReplicasAsync(client, cancellationToken) > 0)
            throw new ComponentException($"Redis at {client.Settings.Address} has replicas, with which a lock is not safe");
    }

    /// <inheritdoc/>
    public async Task<bool> TryLockAsync(string resource, string owner, TimeSpan expiry, CancellationToken cancellationToken) =>
        !(await client.SendAsync(cancellationToken, "SET", resource, owner, "PX", (long)expiry.TotalMilliseconds, "NX")).IsNull;

    /// <inheritdoc/>
    public async Task<UnlockStatus> UnlockAsync(string resource, string owner, CancellationToken cancellationToken) =>
        (UnlockStatus)(await client.SendAsync(cancellationToken, "EVAL", Unlock, 1, resource, owner)).Number;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (client is not null)
            await client.DisposeAsync();
    }
}
