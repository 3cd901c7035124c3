using Dapr.Actors;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Fleet.FineCollection.Domain.Life;
using Fleet.ServiceDefaults.Indexes;

namespace Fleet.FineCollection.Fines.Finding;

/// <summary>A shard of the lists of fines: everything, by state, by plate, by owner.</summary>
public interface IFineIndex : IActor
{
    Task<IndexTaken> Put(IndexBatch<FineLine> batch);

    Task<IndexSlice<FineLine>> Read(IndexRead read);

    Task<IndexHead> Head();

    Task<IndexHead> Begin(IndexGeneration generation);

    Task<IndexHead> Switch(IndexGeneration generation);

    Task<IndexErased> Erase();
}

/// <inheritdoc cref="IFineIndex"/>
public sealed class FineIndex(ActorHost host) : IndexActor<FineLine>(host), IFineIndex
{
    private const int Shards = 4;

    /// <summary>Writes and reads the index.</summary>
    public static IndexClient<FineLine> Client(IActorProxyFactory actors) => new(actors, nameof(FineIndex), Shards);

    /// <summary>The list of the fines in one of <see cref="FineStates"/>; also the name of the total that counts them.</summary>
    public static string State(string state) => "state:" + state;

    /// <summary>The list of the fines of a vehicle.</summary>
    public static string Plate(string plate) => "plate:" + plate;

    /// <summary>The list of the fines that somebody is answerable for.</summary>
    public static string Owner(string ownerId) => "owner:" + ownerId;

    /// <summary>A line as the index takes it.</summary>
    public static IndexItem<FineLine> Item(FineLine line) => new(
        line.Id,
        line.Sequence,
        line.DecidedAt,
        line,
        line.OwnerId is { } owner ? [State(line.State), Plate(line.Plate), Owner(owner)] : [State(line.State), Plate(line.Plate)],
        [State(line.State)]);
}
