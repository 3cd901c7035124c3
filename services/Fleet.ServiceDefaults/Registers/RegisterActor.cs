using Dapr.Actors.Runtime;

namespace Fleet.ServiceDefaults.Registers;

/// <summary>
/// A shard of a register: an append-only list kept in pages of bounded size, with totals. A batch is one transaction: the
/// head, the page at the end and a place a group. A service derives its own actor type, with an interface that names
/// these methods.
/// </summary>
public abstract class RegisterActor<T>(ActorHost host) : Actor(host)
{
    private RegisterTail<T>? tail;

    /// <summary>Registers what is not registered yet.</summary>
    public async Task<RegisterAdded> Add(RegisterBatch<T> batch)
    {
        var tail = await Tail();
        // If the turn fails, the next one reads again what the store really has.
        this.tail = null;
        var before = tail.Head.Count;
        foreach (var item in batch.Items) await Add(tail, item);
        if (tail.Head.Count > before) await Save(tail);
        this.tail = tail;
        return new RegisterAdded((int)(tail.Head.Count - before));
    }

    /// <summary>Entries, newest first.</summary>
    public async Task<RegisterSlice<T>> Read(RegisterRead read)
    {
        var tail = await Tail();
        var position = Math.Min(read.Before ?? long.MaxValue, tail.Head.Count) - 1;
        var entries = new List<Registered<T>>();
        while (position >= 0 && entries.Count < read.Limit)
        {
            var page = await Page(tail, RegisterTail<T>.PageOf(position));
            for (var first = RegisterTail<T>.PageOf(position) * RegisterTail<T>.PageSize; position >= first && entries.Count < read.Limit; position--)
                entries.Add(new Registered<T>(position, page[(int)(position - first)]));
        }

        await StateManager.ClearCacheAsync();
        return new RegisterSlice<T>(entries);
    }

    /// <summary>The entries of a group, oldest first.</summary>
    public async Task<RegisterSlice<T>> Find(RegisterFind find)
    {
        var tail = await Tail();
        var entries = new List<Registered<T>>();
        foreach (var place in await Places(find.Group))
        {
            var page = await Page(tail, RegisterTail<T>.PageOf(place.Position));
            entries.Add(new Registered<T>(place.Position, page[(int)(place.Position % RegisterTail<T>.PageSize)]));
        }

        await StateManager.ClearCacheAsync();
        return new RegisterSlice<T>(entries);
    }

    /// <summary>Number of entries and totals.</summary>
    public async Task<RegisterHead> Head() => (await Tail()).Head;

    private async Task Add(RegisterTail<T> tail, RegisterItem<T> item)
    {
        var places = item.Fresh && !tail.IsRecent(item.Group) ? [] : await Places(item.Group);
        if (places.Any(place => place.Id == item.Id)) return;
        await StateManager.SetStateAsync(PlaceKey(item.Group), places.Append(new RegisterPlace(item.Id, tail.Head.Count)).ToArray());
        tail.Append(item);
        if (tail.IsPageFull) await SavePage(tail);
    }

    private async Task Save(RegisterTail<T> tail)
    {
        if (!tail.IsPageFull) await SavePage(tail);
        await StateManager.SetStateAsync("head", tail.Head);
        await SaveStateAsync();
        await StateManager.ClearCacheAsync();
    }

    private Task SavePage(RegisterTail<T> tail) =>
        StateManager.SetStateAsync(PageKey(RegisterTail<T>.PageOf(tail.Head.Count - 1)), tail.Page.ToArray());

    private async Task<RegisterTail<T>> Tail()
    {
        if (tail is not null) return tail;
        await StateManager.ClearCacheAsync();
        var head = await StateManager.TryGetStateAsync<RegisterHead>("head") is { HasValue: true } found ? found.Value : RegisterHead.Empty;
        var page = head.Count == 0 ? [] : await StateManager.GetStateAsync<T[]>(PageKey(RegisterTail<T>.PageOf(head.Count - 1)));
        return tail = new RegisterTail<T>(head, page);
    }

    private async Task<IReadOnlyList<T>> Page(RegisterTail<T> tail, long number) =>
        tail.Head.Count > 0 && number == RegisterTail<T>.PageOf(tail.Head.Count - 1)
            ? tail.Page
            : await StateManager.GetStateAsync<T[]>(PageKey(number));

    private async Task<RegisterPlace[]> Places(string group) =>
        await StateManager.TryGetStateAsync<RegisterPlace[]>(PlaceKey(group)) is { HasValue: true } found ? found.Value : [];

    private static string PageKey(long number) => FormattableString.Invariant($"page-{number:00000000}");

    private static string PlaceKey(string group) => "at-" + group;
}

/// <summary>Where an entry of a group stands.</summary>
public sealed record RegisterPlace(string Id, long Position);
