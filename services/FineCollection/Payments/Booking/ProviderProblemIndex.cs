using Dapr.Actors;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Fleet.ServiceDefaults.Indexes;

namespace Fleet.FineCollection.Payments.Booking;

/// <summary>Something that the provider told and that a person has to look at.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="At">When we heard of the payment or event first, UTC; the list is ordered by it.</param>
/// <param name="Code">Stable name of what is wrong.</param>
/// <param name="ProviderPaymentId">The provider's id of the payment.</param>
/// <param name="EventId">The provider's id of the event; null when it is not about one.</param>
/// <param name="Detail">What was told, and what was told before.</param>
public sealed record ProviderProblem(string Id, DateTimeOffset At, string Code, string? ProviderPaymentId, string? EventId, string Detail);

/// <summary>A shard of the list of problems.</summary>
public interface IProviderProblemIndex : IActor
{
    Task<IndexTaken> Put(IndexBatch<ProviderProblem> batch);

    Task<IndexSlice<ProviderProblem>> Read(IndexRead read);

    Task<IndexHead> Head();

    Task<IndexHead> Begin(IndexGeneration generation);

    Task<IndexHead> Switch(IndexGeneration generation);

    Task<IndexErased> Erase();
}

/// <inheritdoc cref="IProviderProblemIndex"/>
public sealed class ProviderProblemIndex(ActorHost host) : IndexActor<ProviderProblem>(host), IProviderProblemIndex
{
    /// <summary>The list of what is not settled.</summary>
    public const string Open = "open";

    private const int Shards = 1;

    /// <summary>Writes and reads the list.</summary>
    public static IndexClient<ProviderProblem> Client(IActorProxyFactory actors) => new(actors, nameof(ProviderProblemIndex), Shards);
}
