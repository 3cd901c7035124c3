using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Domain;

/// <summary>The fine of a driver whom the recipient of another fine nominated: the same violation and tariff, its own ledger and terms.</summary>
public static class DriverFine
{
    /// <summary>Sets it.</summary>
    /// <param name="replaced">The fine before.</param>
    /// <param name="successor">The fine to be set, and whose it is.</param>
    /// <param name="law">The rules of the fine before.</param>
    /// <param name="now">When it is set.</param>
    public static DecidedFine Decide(Fine replaced, Successor successor, FineLaw law, DateTimeOffset now)
    {
        var assessed = (Assessment.Fine)Assessment.Of(law.Tariff, replaced.Violation.CorrectedSpeedKmh - replaced.Violation.LimitKmh);
        var bare = new Fine(
            successor.FineId,
            FineStates.Issued,
            replaced.Violation,
            replaced.RoadId,
            replaced.Jurisdiction,
            replaced.TariffVersion,
            successor.Driver,
            now,
            null,
            [],
            VehicleClass: replaced.VehicleClass,
            Evidence: replaced.Evidence,
            Replaces: replaced.Id);
        return Setting.WithAmount(bare, assessed, law);
    }
}
