using Dapr.Actors;
using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Fines;

/// <summary>One fine; its id is the fine's.</summary>
public interface IFineActor : IActor
{
    /// <summary>Decides the violation, once; asked again, it answers what was decided.</summary>
    Task<FineTurn> Take(TakeViolation command);

    /// <summary>Sets the fine of a nominated driver, once; asked again, it answers what was set.</summary>
    Task<FineTurn> TakeSuccessor(TakeDriver command);

    /// <summary>Carries out an order, once; asked again, it answers what was done.</summary>
    Task<FineTurn> Do(FineOrder order);

    /// <summary>Carries out an order of a client and keeps the answer in the same transaction.</summary>
    Task<FineAnswer> Ask(FineRequest request);

    /// <summary>Forgets changes that have reached everybody.</summary>
    Task Flushed(FlushedChanges changes);

    /// <summary>Erases a person, as far as the law of retention allows.</summary>
    Task<FineErased> Erase(ErasePersonOrder order);

    /// <summary>The fine.</summary>
    Task<FineFound> Get();
}
