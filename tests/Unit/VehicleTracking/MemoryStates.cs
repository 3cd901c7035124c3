using System.Text.Json;
using Dapr.Actors.Runtime;
using Fleet.Contracts;

namespace Fleet.Tests.Unit.VehicleTracking;

/// <summary>An actor's state in memory, as JSON, as a store has it; what a shard does not use is not there.</summary>
internal sealed class MemoryStates(Dictionary<string, byte[]> states) : IActorStateManager
{
    public Task<ConditionalValue<T>> TryGetStateAsync<T>(string stateName, CancellationToken cancellationToken = default) => Task.FromResult(
        states.TryGetValue(stateName, out var json) ? new ConditionalValue<T>(true, JsonSerializer.Deserialize<T>(json, ContractJson.Options)!) : default);

    public Task SetStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default)
    {
        states[stateName] = JsonSerializer.SerializeToUtf8Bytes(value, ContractJson.Options);
        return Task.CompletedTask;
    }

    public Task<bool> TryRemoveStateAsync(string stateName, CancellationToken cancellationToken = default) => Task.FromResult(states.Remove(stateName));

    public Task SaveStateAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task ClearCacheAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task AddStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task AddStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<T> GetStateAsync<T>(string stateName, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task SetStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task RemoveStateAsync(string stateName, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> TryAddStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> TryAddStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> ContainsStateAsync(string stateName, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<T> GetOrAddStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<T> GetOrAddStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<T> AddOrUpdateStateAsync<T>(string stateName, T addValue, Func<string, T, T> updateValueFactory, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<T> AddOrUpdateStateAsync<T>(
        string stateName, T addValue, Func<string, T, T> updateValueFactory, TimeSpan ttl, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
