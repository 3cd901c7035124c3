using Dapr.Actors.Runtime;

namespace Fleet.VehicleTracking.Shards;

/// <summary>
/// A shard's state: reads through the actor's state manager, writes in one transaction. The state manager keeps all that it
/// ever touched, so it is emptied when that becomes much, and whenever something fails: what was changed but not saved must
/// not be seen by the next turn.
/// </summary>
internal sealed class ShardStore(IActorStateManager states)
{
    private const int MostNames = 4_096;
    private readonly HashSet<string> names = [];

    public async ValueTask<T> Get<T>(string name, T ifAbsent)
    {
        names.Add(name);
        var found = await states.TryGetStateAsync<T>(name);
        return found.HasValue ? found.Value : ifAbsent;
    }

    public Task Set<T>(string name, T value)
    {
        names.Add(name);
        return states.SetStateAsync(name, value);
    }

    public Task Remove(string name) => states.TryRemoveStateAsync(name);

    /// <summary>Does <paramref name="work"/> and saves all it set and removed, or nothing.</summary>
    public async Task<T> Transaction<T>(Func<Task<T>> work)
    {
        try
        {
            var result = await work();
            await states.SaveStateAsync();
            if (names.Count > MostNames) await Forget();
            return result;
        }
        catch
        {
            await Forget();
            throw;
        }
    }

    private Task Forget()
    {
        names.Clear();
        return states.ClearCacheAsync();
    }
}
