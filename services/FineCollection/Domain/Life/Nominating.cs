using Fleet.Contracts;
using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>Somebody else drove.</summary>
public static class Nominating
{
    /// <summary>Cancels the fine, in time; another one is to be set for the driver.</summary>
    public static LifeOutcome Nominate(Turn turn)
    {
        var driver = turn.Command<FineCommand.NominateDriver>().Driver;
        if (turn.Today > turn.Fine.Terms!.NominateUntil)
            return turn.Refuse("too_late", FormattableString.Invariant($"The last day to nominate the driver was {turn.Fine.Terms.NominateUntil:yyyy-MM-dd}."));
        if (driver.OwnerId == turn.Fine.Owner?.OwnerId) return turn.Refuse("same_person", "The driver is somebody else than the recipient.", "driver.ownerId");
        var successor = new Successor(SuccessorId(turn.Fine.Id, driver.OwnerId), driver, turn.Fine.Id);
        var after = Closing.Closed(turn.Fine, FineStates.Nominated) with { ReplacedBy = successor.FineId };
        var told = new Told(FineEventTypes.DriverNominated, new FineEventDetails(RelatedFineId: successor.FineId));
        return turn.Change(after, successor.FineId, told) with { Successor = successor };
    }

    /// <summary>The id of the fine of a nominated driver, the same for every repetition.</summary>
    public static string SuccessorId(string replacedFineId, string driverId) => DerivedId.Of("fin", replacedFineId, driverId);
}
