using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using Fleet.ServiceDefaults.Registers;

namespace Fleet.FineCollection.Fines;

/// <summary>A fine as lists show it.</summary>
/// <param name="Id">Id of the fine.</param>
/// <param name="State">One of <see cref="FineStates"/>.</param>
/// <param name="Plate">Normalised number plate.</param>
/// <param name="RoadName">Where.</param>
/// <param name="ViolatedAt">End of the measured section, UTC.</param>
/// <param name="DecidedAt">When it was decided, UTC; lists are ordered by it.</param>
/// <param name="Amount">What was asked; null for a referral.</param>
/// <param name="DueDate">Last day to pay, local date of the road.</param>
public sealed record FineLine(
    string Id, string State, string Plate, string RoadName, DateTimeOffset ViolatedAt, DateTimeOffset DecidedAt, Money? Amount, DateOnly? DueDate)
{
    /// <summary>The line of <paramref name="fine"/>.</summary>
    public static FineLine Of(Fine fine) => new(
        fine.Id, fine.State, fine.Violation.Plate, fine.Violation.RoadName, fine.Violation.LeftAt, fine.DecidedAt, Ledger.Due(fine.Ledger), fine.DueDate);

    /// <summary>The line as an item of the register.</summary>
    /// <param name="fresh">The fine was decided just now.</param>
    public RegisterItem<FineLine> Item(bool fresh) => new(Id, Id, this, fresh, [FineTotals.All, FineTotals.Of(State)]);
}

/// <summary>Names of the totals in <c>/v1/stats</c>.</summary>
public static class FineTotals
{
    public const string All = "fines";
    public const string Issued = "finesIssued";
    public const string Referred = "finesReferred";
    public const string OwnerUnknown = "finesOwnerUnknown";

    /// <summary>The total that a fine of this state counts in: whatever became of it, it was issued.</summary>
    public static string Of(string state) => state switch
    {
        FineStates.Referred => Referred,
        FineStates.OwnerUnknown => OwnerUnknown,
        _ => Issued,
    };
}
