using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Fines.Finding;

/// <summary>A fine as lists show it.</summary>
/// <param name="Id">Id of the fine.</param>
/// <param name="State">One of <see cref="FineStates"/>.</param>
/// <param name="Plate">Normalised number plate.</param>
/// <param name="RoadName">Where.</param>
/// <param name="ViolatedAt">End of the measured section, UTC.</param>
/// <param name="DecidedAt">When it was decided, UTC; lists are ordered by it.</param>
/// <param name="Amount">What was asked at first; null for a referral.</param>
/// <param name="DueDate">Last day to pay, local date of the road.</param>
/// <param name="OwnerId">Who is answerable; null when nobody is known.</param>
/// <param name="Due">What is still to be paid; null for a referral.</param>
/// <param name="Sequence">Number of changes of the fine so far.</param>
public sealed record FineLine(
    string Id,
    string State,
    string Plate,
    string RoadName,
    DateTimeOffset ViolatedAt,
    DateTimeOffset DecidedAt,
    Money? Amount,
    DateOnly? DueDate,
    string? OwnerId = null,
    Money? Due = null,
    int Sequence = 1)
{
    /// <summary>The line of <paramref name="fine"/>.</summary>
    public static FineLine Of(Fine fine) => new(
        fine.Id,
        fine.State,
        fine.Violation.Plate,
        fine.Violation.RoadName,
        fine.Violation.LeftAt,
        fine.DecidedAt,
        Ledger.Due([.. fine.Ledger.Where(posting => posting.Cause == fine.Ledger[0].Cause)]),
        fine.DueDate,
        fine.Owner?.OwnerId,
        Ledger.Due(fine.Ledger),
        fine.Sequence);
}
