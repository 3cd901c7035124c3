using Dapr.Actors;
using Dapr.Actors.Client;
using Microsoft.AspNetCore.Http;

namespace Fleet.ServiceDefaults.Registers;

/// <summary>Writes and reads a register that is spread over shards.</summary>
/// <param name="actors">Makes proxies.</param>
/// <param name="actorType">The service's actor type, a <see cref="RegisterActor{T}"/>.</param>
/// <param name="shards">Number of shards. A change needs a rebuilt register.</param>
/// <param name="at">What lists are ordered by, newest first; entries of a shard come roughly in this order.</param>
public sealed class RegisterClient<T>(IActorProxyFactory actors, string actorType, int shards, Func<T, DateTimeOffset> at)
{
    // So many entries are looked at for one page of a filtered list; then the page ends early, with a cursor.
    private const int MaxScanned = 4_000;
    private const int Chunk = 200;

    /// <summary>The shard of whatever has this key; the same on every machine.</summary>
    public int ShardOf(string key) => (int)(key.Aggregate(2166136261u, (hash, c) => (hash ^ c) * 16777619u) % (uint)shards);

    /// <summary>Registers items in one shard.</summary>
    public Task<RegisterAdded> Add(int shard, IReadOnlyList<RegisterItem<T>> items, CancellationToken cancellation) =>
        Proxy(shard).InvokeMethodAsync<RegisterBatch<T>, RegisterAdded>("Add", new RegisterBatch<T>(items), cancellation);

    /// <summary>The entries of a group, oldest first.</summary>
    public async Task<IReadOnlyList<T>> Find(int shard, string group, CancellationToken cancellation)
    {
        var found = await Proxy(shard).InvokeMethodAsync<RegisterFind, RegisterSlice<T>>("Find", new RegisterFind(group), cancellation);
        return [.. found.Entries.Select(entry => entry.Entry)];
    }

    /// <summary>Totals over all shards.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Totals(CancellationToken cancellation)
    {
        var heads = await Task.WhenAll(Enumerable.Range(0, shards).Select(shard => Proxy(shard).InvokeMethodAsync<RegisterHead>("Head", cancellation)));
        return heads.SelectMany(head => head.Totals).GroupBy(total => total.Key).ToDictionary(group => group.Key, group => group.Sum(total => total.Value));
    }

    /// <summary>A page of the list, newest first.</summary>
    /// <param name="request">Which page.</param>
    /// <param name="keep">What belongs to the list; null for everything.</param>
    /// <param name="onlyShard">The one shard that can have such entries; null for all.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<Page<T>> List(PageRequest request, Func<T, bool>? keep, int? onlyShard, CancellationToken cancellation)
    {
        var size = request.Size();
        var sources = (onlyShard is { } only ? [only] : Enumerable.Range(0, shards))
            .Select(shard => new RegisterSource<T>((read, ct) => Proxy(shard).InvokeMethodAsync<RegisterRead, RegisterSlice<T>>("Read", read, ct), keep is null ? size + 1 : Chunk))
            .ToList();
        RegisterCursor.Apply(request.StartingAfter, sources);
        var data = new List<T>();
        for (var scanned = 0; scanned < MaxScanned; scanned++)
        {
            await Task.WhenAll(sources.Select(source => source.Fill(cancellation)));
            var next = sources.Where(source => source.Next is not null).MaxBy(source => at(source.Next!.Entry));
            if (next is null) return new Page<T>(data, HasMore: false);
            var kept = keep is null || keep(next.Next!.Entry);
            if (kept && data.Count == size) break;
            var entry = next.Take();
            if (kept) data.Add(entry);
        }

        return new Page<T>(data, HasMore: true, RegisterCursor.Of(sources));
    }

    private ActorProxy Proxy(int shard) => actors.Create(new ActorId(FormattableString.Invariant($"shard-{shard}")), actorType);
}

/// <summary>Where a list over several shards stands: the position reached in each, joined by dots.</summary>
internal static class RegisterCursor
{
    public static string Of<T>(IEnumerable<RegisterSource<T>> sources) => string.Join('.', sources.Select(source => source.Position));

    public static void Apply<T>(string? cursor, IReadOnlyList<RegisterSource<T>> sources)
    {
        if (cursor is null) return;
        var parts = cursor.Split('.');
        if (parts.Length != sources.Count) throw Bad();
        for (var i = 0; i < parts.Length; i++)
            sources[i].Position = long.TryParse(parts[i], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var position) ? position : throw Bad();
    }

    private static RequestRefusedException Bad() =>
        new(StatusCodes.Status400BadRequest, "bad_cursor", "starting_after is the nextCursor of an earlier page of the same list.", "starting_after");
}
