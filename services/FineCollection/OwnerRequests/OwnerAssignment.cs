using Fleet.Contracts;
using Fleet.Contracts.VehicleRegistry;
using Fleet.FineCollection.Domain.Life;
using Fleet.FineCollection.Fines;

namespace Fleet.FineCollection.OwnerRequests;

/// <summary>Gives fines the owners that were found for them.</summary>
internal sealed class OwnerAssignment(FineDoor door)
{
    /// <summary>How many fines are dealt with at a time.</summary>
    public const int Parallelism = 8;

    /// <summary>Assigns an owner, once, however often it is asked; null when there is no such fine.</summary>
    public async Task<FineTurn?> Assign(string fineId, Owner owner, string by, CancellationToken cancellation)
    {
        if (await door.Find(fineId, cancellation) is null) return null;
        var cause = DerivedId.Of("ord", fineId, "owner", owner.OwnerId);
        return await door.Do(fineId, new FineOrder(cause, by, new FineCommand.AssignOwner(owner), Redriven: false), cancellation);
    }
}
