using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Fines;

/// <summary>A fine as <c>GET /v1/fines/{id}</c> and every command answer it: everything but the recipient's name and address.</summary>
/// <param name="Id">Id of the fine.</param>
/// <param name="State">One of <see cref="FineStates"/>.</param>
/// <param name="Violation">What it is for.</param>
/// <param name="Jurisdiction">Whose law applies.</param>
/// <param name="TariffVersion">The tariff that decided.</param>
/// <param name="OwnerId">Who is answerable; absent when nobody is known.</param>
/// <param name="DecidedAt">When it was decided, UTC.</param>
/// <param name="Due">What is still to be paid; absent for a referral.</param>
/// <param name="DueDate">Last day to pay, local date of the road.</param>
/// <param name="Ledger">All postings, oldest first.</param>
/// <param name="Sequence">Number of changes so far.</param>
/// <param name="Terms">Days and instants that count; absent for fines from before they were kept.</param>
/// <param name="Payments">All payments, in the order they came.</param>
/// <param name="Objection">The objection, open or decided.</param>
/// <param name="Plan">The instalment plan that runs.</param>
/// <param name="Refundable">What is owed back to the recipient; absent for a referral without payments.</param>
/// <param name="Repayments">What went back, in order.</param>
/// <param name="Replaces">The fine that this one replaces.</param>
/// <param name="ReplacedBy">The fine of the driver that was nominated.</param>
/// <param name="Allowed">Commands that its state allows now.</param>
public sealed record FineView(
    string Id,
    string State,
    ViolationSummary Violation,
    string Jurisdiction,
    string TariffVersion,
    string? OwnerId,
    DateTimeOffset DecidedAt,
    Money? Due,
    DateOnly? DueDate,
    IReadOnlyList<Posting> Ledger,
    int Sequence,
    FineTerms? Terms,
    IReadOnlyList<Payment> Payments,
    Objection? Objection,
    InstalmentPlan? Plan,
    Money? Refundable,
    IReadOnlyList<Repayment> Repayments,
    string? Replaces,
    string? ReplacedBy,
    IReadOnlyList<string> Allowed)
{
    /// <summary>The view of <paramref name="fine"/>.</summary>
    public static FineView Of(Fine fine) => new(
        fine.Id,
        fine.State,
        fine.Violation,
        fine.Jurisdiction,
        fine.TariffVersion,
        fine.Owner?.OwnerId,
        fine.DecidedAt,
        Domain.Ledger.Due(fine.Ledger),
        fine.DueDate,
        fine.Ledger,
        fine.Sequence,
        fine.Terms,
        fine.Payments ?? [],
        fine.Objection,
        fine.Plan,
        fine.Ledger.Count == 0 ? null : new Money(Domain.Ledger.Refundable(fine.Ledger), fine.Ledger[0].Currency),
        fine.Repayments ?? [],
        fine.Replaces,
        fine.ReplacedBy,
        LifeTable.AllowedIn(fine.State));
}
