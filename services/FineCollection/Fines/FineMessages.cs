using Fleet.Contracts.VehicleRegistry;
using Fleet.Contracts.VehicleTracking;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using Fleet.FineCollection.Fines.Changes;

namespace Fleet.FineCollection.Fines;

/// <summary>A violation and who is answerable for the vehicle.</summary>
public sealed record TakeViolation(SpeedingViolation Violation, Owner? Owner);

/// <summary>A driver was nominated: the fine that is to be set.</summary>
/// <param name="Cause">Id of the order that nominated the driver.</param>
/// <param name="Successor">The fine to be set.</param>
/// <param name="Replaced">The fine before.</param>
public sealed record TakeDriver(string Cause, Successor Successor, Fine Replaced);

/// <summary>What became of an order.</summary>
/// <param name="Fine">The fine after it; null when there is none of this id.</param>
/// <param name="Refused">Why nothing was done; null when it was done, or had been done before.</param>
/// <param name="Outbox">The changes that the giver of the order brings to everybody who follows the fine.</param>
public sealed record FineTurn(Fine? Fine, LifeOutcome.Refused? Refused, IReadOnlyList<FineChange> Outbox);

/// <summary>Answer of <see cref="IFineActor.Get"/>.</summary>
/// <param name="Fine">Null when there is no fine of this id.</param>
public sealed record FineFound(Fine? Fine);

/// <summary>An order of a client, who gets the same answer when it asks again.</summary>
/// <param name="Order">What to do.</param>
/// <param name="OnceKey">Hash of the path and the idempotency key; null without a key.</param>
/// <param name="Hash">Hash of what is asked.</param>
/// <param name="RequestId">Names the request in a refusal.</param>
public sealed record FineRequest(FineOrder Order, string? OnceKey, string Hash, string RequestId);

/// <summary>What a client is answered. Kept with the effect, for when it asks again.</summary>
/// <param name="Result">One of <see cref="FineResults"/>.</param>
/// <param name="Body">The fine after it, JSON; null unless it was done.</param>
/// <param name="Refused">Why nothing was done.</param>
/// <param name="State">State of the fine.</param>
/// <param name="RequestId">The request that this was the answer to.</param>
/// <param name="IsReplay">It was answered before.</param>
/// <param name="Outbox">What the door brings to everybody who follows the fine.</param>
public sealed record FineAnswer(
    string Result, string? Body, LifeOutcome.Refused? Refused, string? State, string RequestId, bool IsReplay, IReadOnlyList<FineChange> Outbox);

/// <summary>Kinds of <see cref="FineAnswer"/>.</summary>
public static class FineResults
{
    /// <summary>It was done.</summary>
    public const string Done = "done";

    /// <summary>The fine does not allow it.</summary>
    public const string Refused = "refused";

    /// <summary>There is no such fine.</summary>
    public const string NotFound = "not_found";

    /// <summary>The key came with another request before.</summary>
    public const string KeyReused = "key_reused";
}

/// <summary>Erases a person from the fine, as far as the law of retention allows.</summary>
/// <param name="OwnerId">The person; nothing happens when somebody else is answerable by now.</param>
/// <param name="Years">Years from the last change of a closed fine for which it is kept.</param>
public sealed record ErasePersonOrder(string OwnerId, int Years);

/// <summary>Answer of <see cref="IFineActor.Erase"/>.</summary>
/// <param name="Rule">What the law says; null when the fine is not of this person.</param>
public sealed record FineErased(ErasureRule? Rule);

/// <summary>Changes that have reached everybody who follows the fine.</summary>
public sealed record FlushedChanges(IReadOnlyList<string> Ids);
