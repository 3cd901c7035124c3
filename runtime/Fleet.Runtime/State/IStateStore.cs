using Fleet.Runtime.Components;

namespace Fleet.Runtime.State;

/// <summary>A key-value store. Keys are whole (prefix included); values are bytes as the caller sent them.</summary>
public interface IStateStore : IComponent
{
    /// <summary>Reads keys; an absent or expired key is null. Same order as <paramref name="keys"/>.</summary>
    Task<IReadOnlyList<StateEntry?>> GetAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>Sets and deletes one key.</summary>
    /// <exception cref="EtagMismatchException">The key has another ETag; nothing was changed.</exception>
    Task WriteAsync(StateWrite write, CancellationToken cancellationToken);
}

/// <summary>A store that can do several writes all or none; needed for actors.</summary>
public interface ITransactionalStateStore : IStateStore
{
    /// <summary>Does all writes, in order, or none. Durable when the task completes.</summary>
    /// <exception cref="EtagMismatchException">A key has another ETag; nothing was changed.</exception>
    Task TransactAsync(IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken);
}

/// <summary>A store that has a query API, whatever comes of it.</summary>
public interface IQueryableStateStore : IStateStore
{
    /// <summary>Runs a query. No store of this runtime can; the task fails and says why.</summary>
    Task QueryAsync(CancellationToken cancellationToken);
}

/// <summary>What is stored under a key.</summary>
/// <param name="Value">The bytes.</param>
/// <param name="Etag">Changes with every write; empty: the value has none.</param>
/// <param name="ExpiresAt">When it ends; null: never.</param>
public sealed record StateEntry(ReadOnlyMemory<byte> Value, string Etag, DateTimeOffset? ExpiresAt);

/// <summary>One write.</summary>
/// <param name="Key">Whole key.</param>
/// <param name="Value">New value; null deletes.</param>
/// <param name="Etag">ETag that the key must have; null: any.</param>
/// <param name="FirstWrite">Without an ETag, the key must not exist (<c>first-write</c> concurrency).</param>
/// <param name="Ttl">How long the value lives; null: nothing is said of it; zero: for ever, also when it had an end.</param>
public sealed record StateWrite(string Key, ReadOnlyMemory<byte>? Value, string? Etag = null, bool FirstWrite = false, TimeSpan? Ttl = null)
{
    /// <summary>The caller asks in so many words for <c>last-write</c> concurrency.</summary>
    public bool LastWrite { get; init; }

    /// <summary>When a value that is written now ends; null: never.</summary>
    public DateTimeOffset? EndFrom(DateTimeOffset now) => Ttl > TimeSpan.Zero ? now + Ttl : null;
}

/// <summary>A key does not have the ETag that a write named.</summary>
public sealed class EtagMismatchException(string key) : Exception($"possible etag mismatch: the value of '{key}' is another than the one the etag names");

/// <summary>An ETag that the store can never have given out.</summary>
public sealed class EtagInvalidException(string etag) : Exception($"invalid etag value '{etag}'");
