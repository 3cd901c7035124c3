using System.Globalization;
using Dapr.Actors;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Fleet.ServiceDefaults.Indexes;
using Fleet.ServiceDefaults.Registers;

namespace Fleet.FineCollection.Fines.Finding;

/// <summary>Builds the lists of fines anew.</summary>
public interface IFineIndexRebuild : IActor
{
    Task<IndexRebuild> Start();

    Task<IndexRebuildFound> Progress();
}

/// <inheritdoc cref="IFineIndexRebuild"/>
/// <remarks>Ids come from the register, shard by shard, the newest first; what is registered meanwhile goes to both generations anyway.</remarks>
public sealed class FineIndexRebuild(
    ActorHost host, IndexClient<FineLine> index, RegisterClient<RegisteredFine> register, IActorProxyFactory actors, TimeProvider time)
    : IndexRebuildActor<FineLine>(host, index, time), IFineIndexRebuild
{
    private const int FinesAtOnce = 200;
    private const int Parallelism = 16;

    /// <summary>The one actor.</summary>
    public static ActorProxy Proxy(IActorProxyFactory actors) => actors.Create(new ActorId("fines"), nameof(FineIndexRebuild));

    /// <inheritdoc/>
    protected override async Task<IndexChunk<FineLine>> Next(string? cursor)
    {
        var (shard, before) = Read(cursor);
        var slice = await register.Read(shard, new RegisterRead(before, FinesAtOnce), CancellationToken.None);
        var items = new IndexItem<FineLine>?[slice.Entries.Count];
        await Parallel.ForAsync(0, items.Length, new ParallelOptions { MaxDegreeOfParallelism = Parallelism }, async (at, stop) =>
        {
            var fine = actors.Create(new ActorId(slice.Entries[at].Entry.Id), nameof(FineActor));
            var found = await fine.InvokeMethodAsync<FineFound>(nameof(IFineActor.Get), stop);
            items[at] = found.Fine is null ? null : FineIndex.Item(FineLine.Of(found.Fine));
        });
        return new IndexChunk<FineLine>([.. items.OfType<IndexItem<FineLine>>()], Following(shard, slice));
    }

    private string? Following(int shard, RegisterSlice<RegisteredFine> slice)
    {
        if (slice.Entries.Count == FinesAtOnce) return string.Create(CultureInfo.InvariantCulture, $"{shard}.{slice.Entries[^1].Position}");
        return shard + 1 < register.Shards ? string.Create(CultureInfo.InvariantCulture, $"{shard + 1}") : null;
    }

    private static (int Shard, long? Before) Read(string? cursor)
    {
        if (cursor is null) return (0, null);
        var parts = cursor.Split('.');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), parts.Length > 1 ? long.Parse(parts[1], CultureInfo.InvariantCulture) : null);
    }
}
