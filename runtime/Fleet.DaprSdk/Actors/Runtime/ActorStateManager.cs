#nullable enable
namespace Dapr.Actors.Runtime;

/// <summary>
/// Keeps what the actor has read and changed. A name is read from the store at most once; setting one that was not read
/// needs no read at all, since adding and replacing are the same write.
/// </summary>
internal sealed partial class ActorStateManager(ActorHost host) : IActorStateManager
{
    private readonly AsyncLocal<Dictionary<string, TrackedState>?> reentrantCall = new();
    private readonly Dictionary<string, TrackedState> kept = [];

    private Dictionary<string, TrackedState> Tracked => reentrantCall.Value ?? kept;

    private ActorStateStore Store => host.StateStore ?? throw new InvalidOperationException(
        "This actor has no state store. A unit test gives it an IActorStateManager of its own.");

    /// <summary>Gives the current call, one that entered the actor while another was in it, a memory of its own.</summary>
    public void BeginReentrantCall() => reentrantCall.Value = [];

    public Task AddStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default) =>
        AddAsync(stateName, value, null, cancellationToken);

    public Task AddStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default) =>
        AddAsync(stateName, value, ttl, cancellationToken);

    public async Task<T> GetStateAsync<T>(string stateName, CancellationToken cancellationToken = default)
    {
        var found = await TryGetStateAsync<T>(stateName, cancellationToken);
        return found.HasValue ? found.Value : throw NotFound(stateName);
    }

    public Task SetStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default) =>
        SetAsync(stateName, value, null);

    public Task SetStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default) =>
        SetAsync(stateName, value, ttl);

    public async Task RemoveStateAsync(string stateName, CancellationToken cancellationToken = default)
    {
        if (!await TryRemoveStateAsync(stateName, cancellationToken))
        {
            throw NotFound(stateName);
        }
    }

    public Task<bool> TryAddStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default) =>
        TryAddAsync(stateName, value, null, cancellationToken);

    public Task<bool> TryAddStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default) =>
        TryAddAsync(stateName, value, ttl, cancellationToken);

    public async Task<ConditionalValue<T>> TryGetStateAsync<T>(string stateName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stateName);
        var store = Store;
        if (Tracked.TryGetValue(stateName, out var tracked))
        {
            return IsGone(tracked) ? default : new ConditionalValue<T>(true, (T)tracked.Value!);
        }

        var stored = await store.ReadAsync<T>(stateName, cancellationToken);
        if (stored.HasValue)
        {
            Tracked[stateName] = new TrackedState(typeof(T), stored.Value.Value, StateChangeKind.None, stored.Value.Expiry);
            return new ConditionalValue<T>(true, stored.Value.Value);
        }

        return default;
    }

    public async Task<bool> TryRemoveStateAsync(string stateName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stateName);
        var store = Store;
        if (Tracked.TryGetValue(stateName, out var tracked))
        {
            return RemoveTracked(stateName, tracked);
        }

        if (!await store.ContainsAsync(stateName, cancellationToken))
        {
            return false;
        }

        Tracked[stateName] = new TrackedState(typeof(object), null, StateChangeKind.Remove, null);
        return true;
    }

    public async Task<bool> ContainsStateAsync(string stateName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stateName);
        var store = Store;
        return Tracked.TryGetValue(stateName, out var tracked)
            ? !IsGone(tracked)
            : await store.ContainsAsync(stateName, cancellationToken);
    }

    public Task<T> GetOrAddStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default) =>
        GetOrAddAsync(stateName, value, null, cancellationToken);

    public Task<T> GetOrAddStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default) =>
        GetOrAddAsync(stateName, value, ttl, cancellationToken);

    public Task<T> AddOrUpdateStateAsync<T>(
        string stateName,
        T addValue,
        Func<string, T, T> updateValueFactory,
        CancellationToken cancellationToken = default) =>
        AddOrUpdateAsync(stateName, addValue, updateValueFactory, null, cancellationToken);

    public Task<T> AddOrUpdateStateAsync<T>(
        string stateName,
        T addValue,
        Func<string, T, T> updateValueFactory,
        TimeSpan ttl,
        CancellationToken cancellationToken = default) =>
        AddOrUpdateAsync(stateName, addValue, updateValueFactory, ttl, cancellationToken);

    public Task ClearCacheAsync(CancellationToken cancellationToken = default)
    {
        Tracked.Clear();
        return Task.CompletedTask;
    }

    public async Task SaveStateAsync(CancellationToken cancellationToken = default)
    {
        var changes = Tracked.Where(state => state.Value.Change != StateChangeKind.None).ToList();
        if (changes.Count == 0)
        {
            return;
        }

        await Store.WriteAsync(changes, cancellationToken);
        foreach (var (name, state) in changes)
        {
            if (state.Change == StateChangeKind.Remove)
            {
                Tracked.Remove(name);
            }

            state.Change = StateChangeKind.None;
        }
    }
}
