using Fleet.Runtime.Components;
using Fleet.Runtime.Inspection;

namespace Fleet.Runtime.State;

/// <summary><c>state.in-memory</c>: one sidecar's own, gone with it.</summary>
public sealed class InMemoryStateStore(ComponentContext context) : ITransactionalStateStore, IStateListing, IFeatured
{
    private static readonly TimeSpan CleanupInterval = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, StateEntry> entries = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly TimeProvider time = context.Shared.Time;
    private ITimer? cleanup;

    /// <summary>How YAML names it.</summary>
    public static ComponentType Type { get; } = new("state.in-memory", [], context => new InMemoryStateStore(context));

    /// <inheritdoc/>
    public IReadOnlyList<string> Features => ["DELETE_WITH_PREFIX"];

    /// <inheritdoc/>
    public Task InitAsync(CancellationToken cancellationToken)
    {
        cleanup = time.CreateTimer(_ => RemoveExpired(), state: null, CleanupInterval, CleanupInterval);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StateEntry?>> GetAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var found = new StateEntry?[keys.Count];
        lock (gate)
        {
            for (var i = 0; i < found.Length; i++)
                found[i] = Find_NeedsLock(keys[i]);
        }

        return Task.FromResult<IReadOnlyList<StateEntry?>>(found);
    }

    /// <inheritdoc/>
    public Task WriteAsync(StateWrite write, CancellationToken cancellationToken) => TransactAsync([write], cancellationToken);

    /// <inheritdoc/>
    public Task TransactAsync(IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            foreach (var write in writes)
            {
                if (!Fits_NeedsLock(write))
                    return Task.FromException(new EtagMismatchException(write.Key));
            }

            foreach (var write in writes)
                Do_NeedsLock(write);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>>> ListAsync(int most, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var alive = entries.Keys.Order(StringComparer.Ordinal).Select(key => (Key: key, Entry: Find_NeedsLock(key))).Where(found => found.Entry is not null);
            return Task.FromResult<IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>>>([.. alive.Take(most).Select(found => KeyValuePair.Create(found.Key, found.Entry!.Value))]);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (cleanup is not null)
            await cleanup.DisposeAsync();
    }

    private StateEntry? Find_NeedsLock(string key) =>
        entries.TryGetValue(key, out var entry) && !(entry.ExpiresAt <= time.GetUtcNow()) ? entry : null;

    private bool Fits_NeedsLock(StateWrite write) => write switch
    {
        { Etag: { } etag } => Find_NeedsLock(write.Key)?.Etag == etag,
        { FirstWrite: true } => Find_NeedsLock(write.Key) is null,
        _ => true,
    };

    private void Do_NeedsLock(StateWrite write)
    {
        if (write.Value is not { } value)
            entries.Remove(write.Key);
        else
            entries[write.Key] = new StateEntry(value.ToArray(), Guid.NewGuid().ToString(), write.EndFrom(time.GetUtcNow()));
    }

    private void RemoveExpired()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            foreach (var (key, entry) in entries)
            {
                if (entry.ExpiresAt <= now)
                    entries.Remove(key);
            }
        }
    }
}
