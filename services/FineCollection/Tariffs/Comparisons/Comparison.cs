using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Tariffs.Comparisons;

/// <summary>What a fine was set to, or would be.</summary>
/// <param name="Outcome"><c>fine</c>, or <c>referral</c>, which has no amount.</param>
/// <param name="TariffVersion">The tariff that said so.</param>
/// <param name="Penalty">For the speeding.</param>
/// <param name="AdministrationFee">Added to it.</param>
/// <param name="Total">Both.</param>
public sealed record ComparedOutcome(string Outcome, string TariffVersion, Money? Penalty = null, Money? AdministrationFee = null, Money? Total = null)
{
    public const string Fine = "fine";
    public const string Referral = "referral";
}

/// <summary>A fine that would be otherwise.</summary>
/// <param name="FineId">The fine.</param>
/// <param name="Change">One of <see cref="DifferenceKinds"/>.</param>
/// <param name="DeltaMinorUnits">What would be asked more; null where one of them has no amount, or another currency.</param>
/// <param name="Before">What it was set to.</param>
/// <param name="After">What it would be set to.</param>
public sealed record TariffDifference(string FineId, string Change, long? DeltaMinorUnits, ComparedOutcome Before, ComparedOutcome After);

/// <summary>How a fine would be otherwise; names on the wire.</summary>
public static class DifferenceKinds
{
    public const string Higher = "higher";
    public const string Lower = "lower";
    public const string OtherCurrency = "other_currency";
    public const string ReferralGained = "referral_gained";
    public const string ReferralLost = "referral_lost";
}

/// <summary>One fine under two tariffs.</summary>
/// <param name="IsCovered">Whether the other tariff is for the fine's road and class; if not, the fine would stay as it is.</param>
/// <param name="Before">What it was set to.</param>
/// <param name="After">What it would be set to.</param>
public sealed record ComparedFine(bool IsCovered, ComparedOutcome Before, ComparedOutcome After)
{
    /// <summary>Compares a fine as it was set, whatever became of it, with what <paramref name="tariff"/> would have made of it, on whatever day.</summary>
    public static ComparedFine Of(Fine fine, Tariff tariff)
    {
        var before = AsSet(fine);
        if (!tariff.IsFor(fine.RoadId, fine.VehicleClass)) return new ComparedFine(false, before, before);
        return new ComparedFine(true, before, AsAssessed(Assessment.Of(tariff, fine.Violation.CorrectedSpeedKmh - fine.Violation.LimitKmh)));
    }

    /// <summary>The difference; null when there is none in outcome and amounts.</summary>
    public TariffDifference? Difference(string fineId)
    {
        if (Change() is not { } change) return null;
        var delta = change is DifferenceKinds.Higher or DifferenceKinds.Lower ? checked(After.Total!.MinorUnits - Before.Total!.MinorUnits) : (long?)null;
        return new TariffDifference(fineId, change, delta, Before, After);
    }

    private string? Change() => (Before.Total, After.Total) switch
    {
        (null, null) => null,
        (null, _) => DifferenceKinds.ReferralLost,
        (_, null) => DifferenceKinds.ReferralGained,
        var (before, after) when before.Currency != after.Currency => DifferenceKinds.OtherCurrency,
        var (before, after) when before.MinorUnits != after.MinorUnits => before.MinorUnits < after.MinorUnits ? DifferenceKinds.Higher : DifferenceKinds.Lower,
        _ => null,
    };

    // The first cause in the ledger is the setting of the fine.
    private static ComparedOutcome AsSet(Fine fine)
    {
        if (fine.State == FineStates.Referred || fine.Ledger.Count == 0) return new ComparedOutcome(ComparedOutcome.Referral, fine.TariffVersion);
        var issued = fine.Ledger.TakeWhile(posting => posting.Cause == fine.Ledger[0].Cause).ToList();
        return Outcome(fine.TariffVersion, Booked(Accounts.Revenue), Booked(Accounts.Fees), fine.Ledger[0].Currency);

        long Booked(string account) => -Ledger.Sum(issued.Where(posting => posting.Account == account));
    }

    private static ComparedOutcome AsAssessed(Assessment assessment) => assessment is Assessment.Fine fine
        ? Outcome(fine.TariffVersion, fine.Penalty.MinorUnits, fine.Fee.MinorUnits, fine.Penalty.Currency)
        : new ComparedOutcome(ComparedOutcome.Referral, assessment.TariffVersion);

    private static ComparedOutcome Outcome(string version, long penalty, long fee, string currency) =>
        new(ComparedOutcome.Fine, version, new Money(penalty, currency), new Money(fee, currency), new Money(checked(penalty + fee), currency));
}
