using Fleet.Contracts;
using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>The first change of every fine: it gets its terms, its first postings, its first line in the trail, and its event.</summary>
public static class Setting
{
    private const string By = "fine-collection";

    /// <summary>Sets a fine with an amount.</summary>
    /// <param name="bare">The fine without charges, terms, postings and trail, in its first state.</param>
    /// <param name="assessed">What it comes to.</param>
    /// <param name="law">The rules it lives under.</param>
    public static DecidedFine WithAmount(Fine bare, Assessment.Fine assessed, FineLaw law)
    {
        var type = bare.State == FineStates.OwnerUnknown ? FineEventTypes.OwnerUnknown : FineEventTypes.Issued;
        var decidedOn = law.LocalDate(bare.DecidedAt);
        var fine = bare with
        {
            DueDate = LegalTerms.DueDate(law, decidedOn, LegalTerms.DeemedServed(law, decidedOn)),
            Charges = new Charges(assessed.Penalty.MinorUnits, assessed.Fee.MinorUnits, []),
            Terms = FirstTerms.Of(law, bare.State, decidedOn),
            Ledger = Ledger.Append([], Ledger.Issue(DerivedId.Event(bare.Id, type), bare.DecidedAt, assessed.Penalty, assessed.Fee)),
        };
        fine = fine with { Terms = fine.Terms with { NextStepAt = Clock.NextStep(fine, law) } };
        var details = type == FineEventTypes.Issued ? Notices.Terms(fine, law, decidedOn) : null;
        return Told(fine, type, details, FormattableString.Invariant($"penalty {assessed.Penalty.MinorUnits} {assessed.Penalty.Currency}, fee {assessed.Fee.MinorUnits}"));
    }

    /// <summary>Hands a case to the prosecutor: no amount, no terms.</summary>
    public static DecidedFine Referred(Fine bare) => Told(bare, FineEventTypes.Referred, null, null);

    private static DecidedFine Told(Fine fine, string type, FineEventDetails? details, string? line)
    {
        var eventId = DerivedId.Event(fine.Id, type);
        var first = new TrailEntry(1, fine.DecidedAt, By, CommandNames.Issue, eventId, null, fine.State, line, "");
        var related = fine.Replaces is { } replaced ? (details ?? new FineEventDetails()) with { RelatedFineId = replaced } : details;
        return new DecidedFine(
            fine with { Trail = Trail.With(null, fine.Id, first) },
            new FineEvent(
                eventId, type, fine.Id, fine.DecidedAt, fine.Owner, fine.Violation, Ledger.Due(fine.Ledger), fine.DueDate, fine.Sequence, related));
    }
}
