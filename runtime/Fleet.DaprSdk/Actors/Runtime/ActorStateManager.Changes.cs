#nullable enable
namespace Dapr.Actors.Runtime;

internal sealed partial class ActorStateManager
{
    private async Task AddAsync<T>(string stateName, T value, TimeSpan? ttl, CancellationToken cancellationToken)
    {
        if (!await TryAddAsync(stateName, value, ttl, cancellationToken))
        {
            throw new InvalidOperationException($"The actor already has a state named '{stateName}'.");
        }
    }

    private async Task<bool> TryAddAsync<T>(string stateName, T value, TimeSpan? ttl, CancellationToken cancellationToken)
    {
        if (await ContainsStateAsync(stateName, cancellationToken))
        {
            return false;
        }

        SetNew(stateName, value, ttl);
        return true;
    }

    private Task SetAsync<T>(string stateName, T value, TimeSpan? ttl)
    {
        ArgumentNullException.ThrowIfNull(stateName);
        _ = Store;
        var change = Tracked.TryGetValue(stateName, out var tracked) && tracked.Change == StateChangeKind.Add
            ? StateChangeKind.Add
            : StateChangeKind.Update;
        Tracked[stateName] = new TrackedState(typeof(T), value, change, Expiry(ttl));
        return Task.CompletedTask;
    }

    private async Task<T> GetOrAddAsync<T>(string stateName, T value, TimeSpan? ttl, CancellationToken cancellationToken)
    {
        var found = await TryGetStateAsync<T>(stateName, cancellationToken);
        if (found.HasValue)
        {
            return found.Value;
        }

        SetNew(stateName, value, ttl);
        return value;
    }

    private async Task<T> AddOrUpdateAsync<T>(
        string stateName,
        T addValue,
        Func<string, T, T> update,
        TimeSpan? ttl,
        CancellationToken cancellationToken)
    {
        var found = await TryGetStateAsync<T>(stateName, cancellationToken);
        if (!found.HasValue)
        {
            SetNew(stateName, addValue, ttl);
            return addValue;
        }

        var value = update(stateName, found.Value);
        await SetAsync(stateName, value, ttl);
        return value;
    }

    /// <summary>What was there and is gone is still in the store until the save: it is replaced, not added.</summary>
    private void SetNew<T>(string stateName, T value, TimeSpan? ttl)
    {
        var change = Tracked.ContainsKey(stateName) ? StateChangeKind.Update : StateChangeKind.Add;
        Tracked[stateName] = new TrackedState(typeof(T), value, change, Expiry(ttl));
    }

    private bool RemoveTracked(string stateName, TrackedState tracked)
    {
        if (IsGone(tracked))
        {
            return false;
        }

        if (tracked.Change == StateChangeKind.Add)
        {
            Tracked.Remove(stateName);
        }
        else
        {
            tracked.Change = StateChangeKind.Remove;
        }

        return true;
    }

    private bool IsGone(TrackedState tracked) =>
        tracked.Change == StateChangeKind.Remove || tracked.Expiry <= Store.Time.GetUtcNow();

    private DateTimeOffset? Expiry(TimeSpan? ttl) => ttl is { } span ? Store.Time.GetUtcNow() + span : null;

    private static KeyNotFoundException NotFound(string stateName) => new($"The actor has no state named '{stateName}'.");
}
