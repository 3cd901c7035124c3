namespace Dapr.Actors.Runtime;

/// <summary>
/// An actor's state: named values, read once and kept in memory, written together when the call that changed them ends.
/// </summary>
public interface IActorStateManager
{
    /// <summary>Adds a value.</summary>
    /// <exception cref="InvalidOperationException">There is one of that name.</exception>
    Task AddStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default);

    /// <summary>Adds a value that expires.</summary>
    /// <exception cref="InvalidOperationException">There is one of that name.</exception>
    Task AddStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default);

    /// <summary>Reads a value.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    Task<T> GetStateAsync<T>(string stateName, CancellationToken cancellationToken = default);

    /// <summary>Adds or replaces a value.</summary>
    Task SetStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default);

    /// <summary>Adds or replaces a value; it expires.</summary>
    Task SetStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default);

    /// <summary>Removes a value.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    Task RemoveStateAsync(string stateName, CancellationToken cancellationToken = default);

    /// <summary>Adds a value; false if there is one of that name.</summary>
    Task<bool> TryAddStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default);

    /// <summary>Adds a value that expires; false if there is one of that name.</summary>
    Task<bool> TryAddStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default);

    /// <summary>Reads a value, if there is one.</summary>
    Task<ConditionalValue<T>> TryGetStateAsync<T>(string stateName, CancellationToken cancellationToken = default);

    /// <summary>Removes a value; false if there is none of that name.</summary>
    Task<bool> TryRemoveStateAsync(string stateName, CancellationToken cancellationToken = default);

    /// <summary>Whether there is a value of that name.</summary>
    Task<bool> ContainsStateAsync(string stateName, CancellationToken cancellationToken = default);

    /// <summary>Reads a value, adding the given one if there is none.</summary>
    Task<T> GetOrAddStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default);

    /// <summary>Reads a value, adding the given one, which expires, if there is none.</summary>
    Task<T> GetOrAddStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default);

    /// <summary>Adds a value, or replaces it by what the function makes of it.</summary>
    Task<T> AddOrUpdateStateAsync<T>(
        string stateName,
        T addValue,
        Func<string, T, T> updateValueFactory,
        CancellationToken cancellationToken = default);

    /// <summary>Adds a value, or replaces it by what the function makes of it; it expires.</summary>
    Task<T> AddOrUpdateStateAsync<T>(
        string stateName,
        T addValue,
        Func<string, T, T> updateValueFactory,
        TimeSpan ttl,
        CancellationToken cancellationToken = default);

    /// <summary>Forgets what is kept in memory, changes not yet saved included.</summary>
    Task ClearCacheAsync(CancellationToken cancellationToken = default);

    /// <summary>Writes the changes now, in one transaction.</summary>
    Task SaveStateAsync(CancellationToken cancellationToken = default);
}
