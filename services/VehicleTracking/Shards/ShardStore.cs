using Dapr.Actors.Runtime;

namespace Fleet.VehicleTracking.Shards;

/// <summary>
/// A shard's state: reads through the actor's state manager, writes in one transaction. The state manager keeps all that it
/// ever touched, so it is emptied when that becomes much (names or bytes), and whenever something fails: what was changed but not saved must
/// not be seen by the next turn.
/// </summary>
internal sealed class ShardStore(IActorStateManager states)
{
    private const int MostNames = 4_096;
    private const long MostBytes = 16_000_000;
    private readonly Dictionary<string, int> names = new(StringComparer.Ordinal);
    private long bytes;

    public async ValueTask<T> Get<T>(string name, T ifAbsent)
    {
        var found = await states.TryGetStateAsync<T>(name);
        Note(name, found.HasValue ? found.Value : default);
        return found.HasValue ? found.Value : ifAbsent;
    }

    public Task Set<T>(string name, T value)
    {
        Note(name, value);
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
            if (names.Count > MostNames || bytes > MostBytes) await Forget();
            return result;
        }
        catch
        {
            await Forget();
            throw;
        }
    }

    private void Note<T>(string name, T? value)
    {
        var takes = StateSize.Of(value);
        bytes += takes - names.GetValueOrDefault(name);
        names[name] = takes;
    }

    private Task Forget()
    {
        names.Clear();
        bytes = 0;
        return states.ClearCacheAsync();
    }
}
