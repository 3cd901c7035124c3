using Fleet.Runtime.Components;

namespace Fleet.Runtime.Locks;

/// <summary>
/// <c>lock.in-memory</c>, of the embedded runtime only: the sidecars of one runtime share the locks of a component's
/// name, and all are gone with it.
/// </summary>
public sealed class InMemoryLockStore(ComponentContext context) : ILockStore
{
    private readonly Table table = context.Shared.Engine("lock.in-memory/" + context.Name, () => new Table(context.Shared.Time));

    /// <summary>How YAML names it.</summary>
    public static ComponentType Type { get; } = new("lock.in-memory", [], context => new InMemoryLockStore(context));

    /// <inheritdoc/>
    public Task InitAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<bool> TryLockAsync(string resource, string owner, TimeSpan expiry, CancellationToken cancellationToken) =>
        Task.FromResult(table.TryLock(resource, owner, expiry));

    /// <inheritdoc/>
    public Task<UnlockStatus> UnlockAsync(string resource, string owner, CancellationToken cancellationToken) =>
        Task.FromResult(table.Unlock(resource, owner));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Table(TimeProvider time) : IAsyncDisposable
    {
        private const int Spare = 64;

        private readonly Lock gate = new();
        private readonly Dictionary<string, (string Owner, DateTimeOffset End)> held = new(StringComparer.Ordinal);
        private readonly PriorityQueue<string, DateTimeOffset> ends = new();

        public bool TryLock(string resource, string owner, TimeSpan expiry)
        {
            lock (gate)
            {
                var now = time.GetUtcNow();
                RemoveExpired_NeedsLock(now);
                if (!held.TryAdd(resource, (owner, now + expiry)))
                    return false;
                ends.Enqueue(resource, now + expiry);
                ForgetGivenBack_NeedsLock();
                return true;
            }
        }

        public UnlockStatus Unlock(string resource, string owner)
        {
            lock (gate)
            {
                RemoveExpired_NeedsLock(time.GetUtcNow());
                if (!held.TryGetValue(resource, out var holder))
                    return UnlockStatus.LockDoesNotExist;
                if (holder.Owner != owner)
                    return UnlockStatus.LockBelongsToOthers;
                held.Remove(resource);
                return UnlockStatus.Success;
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        // Locks that are given back long before their end would leave it here until then.
        private void ForgetGivenBack_NeedsLock()
        {
            if (ends.Count <= (2 * held.Count) + Spare)
                return;
            ends.Clear();
            ends.EnqueueRange(held.Select(one => (one.Key, one.Value.End)));
        }

        // An end may be that of an earlier lock on the same resource, which was given back.
        private void RemoveExpired_NeedsLock(DateTimeOffset now)
        {
            while (ends.TryPeek(out var resource, out var end) && end <= now)
            {
                ends.Dequeue();
                if (held.TryGetValue(resource, out var holder) && holder.End <= now)
                    held.Remove(resource);
            }
        }
    }
}
