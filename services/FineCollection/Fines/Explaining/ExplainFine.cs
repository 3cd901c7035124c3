using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Explaining;
using Fleet.FineCollection.Domain.Life;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.FineCollection.Fines.Explaining;

/// <summary><c>GET /v1/fines/{id}/explanation</c>: the answer to "why was I fined", as data.</summary>
internal static class ExplainFine
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/fines/{id}/explanation", Handle)
        .WithSummary("Why the fine was set: measurement, evidence, limit, tolerance, tariff, each step of the amount and of the days.");

    /// <param name="FineId">The fine.</param>
    /// <param name="Violation">What was measured, the limit and the tolerance.</param>
    /// <param name="Reference">Where the measurement can be looked up, and which versions of limit and tolerance counted; absent for old fines.</param>
    /// <param name="Evidence">The evidence as vehicle-tracking keeps it; null when it cannot be had.</param>
    /// <param name="EvidenceReason">Why not: <c>not_kept</c> (older than its retention) or <c>unavailable</c> (ask again later).</param>
    /// <param name="EvidenceIntact">Whether its hash is the one that came with the violation; absent without evidence or hash.</param>
    /// <param name="Tariff">The rule that made an amount of it.</param>
    /// <param name="Steps">The computation of the amount, in order.</param>
    /// <param name="Terms">The days, and how each was computed.</param>
    internal sealed record Explanation(
        string FineId,
        ViolationSummary Violation,
        EvidenceReference? Reference,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] JsonElement? Evidence,
        string? EvidenceReason,
        bool? EvidenceIntact,
        TariffRule Tariff,
        IReadOnlyList<AmountStep> Steps,
        IReadOnlyList<TermStep> Terms);

    /// <param name="Version">Version of the tariff that was in effect.</param>
    /// <param name="Jurisdiction">Whose law it is.</param>
    /// <param name="EffectiveFrom">Since when it counts.</param>
    /// <param name="Currency">ISO 4217 code.</param>
    /// <param name="Band">The band that the excess fell into; absent for a referral.</param>
    /// <param name="ReferFromExcessKmh">From this excess on there is no amount.</param>
    /// <param name="Rounding">How percentages and steps become amounts.</param>
    /// <param name="Calendar">Name of the calendar of business days.</param>
    /// <param name="TimeZone">Whose midnight ends a day.</param>
    internal sealed record TariffRule(
        string Version, string Jurisdiction, DateOnly EffectiveFrom, string Currency, Band? Band, int ReferFromExcessKmh, Rounding Rounding, string Calendar, string TimeZone);

    private static async Task<Results<Ok<Explanation>, ProblemHttpResult>> Handle(
        string id, FineDoor door, EvidenceFile file, TariffBook tariffs, CancellationToken cancellation)
    {
        if (await door.Find(id, cancellation) is not { } fine) return Problem.NotFound("fine", id);
        var law = FineLaw.Of(fine, tariffs);
        var (evidence, reason) = await file.Of(fine.Violation.ViolationId, cancellation);
        return TypedResults.Ok(new Explanation(
            fine.Id, fine.Violation, fine.Evidence, evidence, reason, IsIntact(evidence, fine.Evidence?.Sha256), Rule(fine, law), AmountSteps.Of(fine, law), TermSteps.Of(fine, law)));
    }

    private static TariffRule Rule(Fine fine, FineLaw law) => new(
        law.Tariff.Version, law.Tariff.Jurisdiction, law.Tariff.EffectiveFrom, law.Tariff.Currency, AmountSteps.BandOf(fine, law.Tariff), law.Tariff.ReferFromExcessKmh,
        law.Tariff.Rounding ?? new Rounding(), law.Calendar.Name, fine.Violation.TimeZone);

    private static bool? IsIntact(JsonElement? evidence, string? sha256) =>
        evidence is { ValueKind: JsonValueKind.Object } kept && sha256 is not null && kept.TryGetProperty("sha256", out var hash) ? hash.GetString() == sha256 : null;
}
