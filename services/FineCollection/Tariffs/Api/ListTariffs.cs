using System.Globalization;
using Fleet.FineCollection.Domain;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.FineCollection.Tariffs.Api;

/// <summary>
/// <c>GET /v1/tariffs</c>: the tariffs by jurisdiction, the closest and then the latest first; <c>jurisdiction</c> and <c>date</c> (those that count on
/// that local day) narrow the list. <c>GET /v1/tariffs/{version}</c>: one of them.
/// </summary>
internal static class ListTariffs
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/tariffs", List).WithSummary("Tariffs; with date only those that count on that local day.");
        routes.MapGet("/v1/tariffs/{version}", Get).WithSummary("A version of a tariff, as it is in its file.");
    }

    private static Ok<Page<Tariff>> List([AsParameters] PageRequest page, string? jurisdiction, string? date, TariffBook book)
    {
        var found = (date is null ? book.All : book.OnDay(Day(date))).Where(tariff => jurisdiction is null || tariff.Jurisdiction == jurisdiction).ToList();
        if (page.StartingAfter is { } after)
        {
            var place = found.FindIndex(tariff => tariff.Version == after);
            if (place < 0) throw Refused("bad_cursor", "starting_after is the nextCursor of an earlier page of the same list.", "starting_after");
            found.RemoveRange(0, place + 1);
        }

        return TypedResults.Ok(page.Of(found, tariff => tariff.Version));
    }

    private static Results<Ok<Tariff>, ProblemHttpResult> Get(string version, TariffBook book) =>
        book.FindVersion(version) is { } tariff ? TypedResults.Ok(tariff) : Problem.NotFound("tariff", version, "version");

    private static DateOnly Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Refused("wrong_type", "date is a date such as 2026-05-01.", "date");

    private static RequestRefusedException Refused(string code, string detail, string param) => new(StatusCodes.Status400BadRequest, code, detail, param);
}
