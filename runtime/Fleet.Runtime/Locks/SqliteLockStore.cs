using Fleet.Runtime.Components;
using Fleet.Runtime.Sqlite;

namespace Fleet.Runtime.Locks;

/// <summary>
/// <c>lock.sqlite</c>, of the embedded runtime only: locks in a file, for all sidecars that name it; a lock that was
/// given outlives a crash until it expires.
/// </summary>
public sealed class SqliteLockStore(ComponentContext context) : ILockStore
{
    private readonly TimeProvider time = context.Shared.Time;
    private SqliteEngine engine = null!;

    /// <summary>How YAML names it, and the metadata it takes.</summary>
    public static ComponentType Type { get; } = new("lock.sqlite", SqliteMetadata.Fields, context => new SqliteLockStore(context));

    /// <inheritdoc/>
    public async Task InitAsync(CancellationToken cancellationToken)
    {
        engine = SqliteMetadata.Engine(context);
        await engine.WriteAsync(
            connection =>
            {
                connection.Execute("""
                    CREATE TABLE IF NOT EXISTS lock (resource TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, end INTEGER NOT NULL) WITHOUT ROWID;
                    CREATE INDEX IF NOT EXISTS lock_end ON lock (end);
                    """);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> TryLockAsync(string resource, string owner, TimeSpan expiry, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var end = now + (long)expiry.TotalMilliseconds;
        return engine.WriteAsync(
            connection =>
            {
                RemoveExpired(connection, now);
                return connection.Prepare("INSERT OR IGNORE INTO lock (resource, owner, end) VALUES (?1, ?2, ?3)")
                    .Bind(1, resource).Bind(2, owner).Bind(3, end).Run() > 0;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<UnlockStatus> UnlockAsync(string resource, string owner, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return engine.WriteAsync(
            connection =>
            {
                RemoveExpired(connection, now);
                if (connection.Prepare("DELETE FROM lock WHERE resource = ?1 AND owner = ?2").Bind(1, resource).Bind(2, owner).Run() > 0)
                    return UnlockStatus.Success;
                var held = connection.Prepare("SELECT 1 FROM lock WHERE resource = ?1").Bind(1, resource);
                var isHeld = held.Step();
                held.Reset();
                return isHeld ? UnlockStatus.LockBelongsToOthers : UnlockStatus.LockDoesNotExist;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static void RemoveExpired(SqliteConnection connection, long now) =>
        connection.Prepare("DELETE FROM lock WHERE end <= ?1").Bind(1, now).Run();
}
