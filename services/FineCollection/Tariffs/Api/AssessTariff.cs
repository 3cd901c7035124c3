using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Fines.Desk;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace Fleet.FineCollection.Tariffs.Api;

/// <summary><c>POST /v1/tariffs/assess</c>: what an excess costs, step by step. Nobody is fined.</summary>
internal static class AssessTariff
{
    private const int MostExcessKmh = 10_000;
    private static readonly string[] Json = ["application/json"];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/tariffs/assess", Handle)
        .WithSummary("What an excess costs, step by step.").WithMetadata(new AcceptsMetadata(Json, typeof(Question))).ProducesProblem(StatusCodes.Status400BadRequest);

    /// <param name="ExcessKmh">Whole km/h over the limit, 1 or more.</param>
    /// <param name="TariffVersion">The tariff; or else jurisdiction and date.</param>
    /// <param name="Jurisdiction">Whose law applies.</param>
    /// <param name="Date">Local day of the road.</param>
    /// <param name="RoadId">The road; null: only tariffs for all roads count.</param>
    /// <param name="VehicleClass">Class of the vehicle; null: only tariffs for all classes count.</param>
    internal sealed record Question(int ExcessKmh, string? TariffVersion, string? Jurisdiction, DateOnly? Date, string? RoadId, string? VehicleClass);

    /// <param name="TariffVersion">The tariff that was applied.</param>
    /// <param name="Outcome"><c>fine</c>, or <c>referral</c>, which has no amount.</param>
    /// <param name="Penalty">For the speeding.</param>
    /// <param name="AdministrationFee">Added to it.</param>
    /// <param name="Total">Both.</param>
    /// <param name="Discounted">What suffices within the discount window; absent without one.</param>
    /// <param name="PaymentTermDays">Days to pay.</param>
    /// <param name="Steps">How it came to that.</param>
    internal sealed record Answer(
        string TariffVersion, string Outcome, Money? Penalty, Money? AdministrationFee, Money? Total, Money? Discounted, int? PaymentTermDays,
        IReadOnlyList<AssessmentStep> Steps);

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(HttpRequest request, TariffBook book)
    {
        var question = BodyFields.Read(await JsonBody.Read(request), Read);
        var tariff = question.TariffVersion is { } version
            ? book.FindVersion(version)
            : book.Find(question.Jurisdiction!, question.Date!.Value, question.RoadId, question.VehicleClass);
        if (tariff is not null) return TypedResults.Ok(Of(tariff, question.ExcessKmh));
        return question.TariffVersion is not null
            ? Problem.NotFound("tariff", question.TariffVersion, "tariffVersion")
            : Problem.Of(
                StatusCodes.Status404NotFound, "no_tariff",
                NoTariffException.Text(question.Jurisdiction!, question.Date!.Value, question.RoadId, question.VehicleClass), "jurisdiction");
    }

    private static Question Read(BodyFields body)
    {
        var excess = (int)body.Whole("excessKmh", 1, MostExcessKmh);
        var version = body.OptionalText("tariffVersion", 64);
        return new Question(
            excess, version,
            version is null ? body.Text("jurisdiction", 64) : body.OptionalText("jurisdiction", 64),
            version is null ? body.Date("date") : body.OptionalDate("date"),
            body.OptionalText("roadId", 64), body.OptionalText("vehicleClass", 64)?.ToLowerInvariant());
    }

    private static Answer Of(Tariff tariff, int excessKmh)
    {
        var steps = AssessmentSteps.Of(tariff, excessKmh);
        if (Assessment.Of(tariff, excessKmh) is not Assessment.Fine fine) return new Answer(tariff.Version, "referral", null, null, null, null, null, steps);
        var total = fine.Penalty with { MinorUnits = checked(fine.Penalty.MinorUnits + fine.Fee.MinorUnits) };
        var discounted = tariff.Discount is null ? null : total with { MinorUnits = total.MinorUnits - TariffAmounts.DiscountOf(tariff, fine.Penalty.MinorUnits) };
        return new Answer(tariff.Version, "fine", fine.Penalty, fine.Fee, total, discounted, fine.PaymentTermDays, steps);
    }
}
