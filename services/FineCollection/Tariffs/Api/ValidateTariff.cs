using System.Text;
using Fleet.FineCollection.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace Fleet.FineCollection.Tariffs.Api;

/// <summary><c>POST /v1/tariffs/validate</c>: all that is wrong with a tariff, by line and field, beside those that are in use. Nothing is kept.</summary>
internal static class ValidateTariff
{
    private static readonly string[] Json = ["application/json"];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/tariffs/validate", Handle)
        .WithSummary("Says all that is wrong with a tariff, by line and field. Nothing is kept.").WithMetadata(new AcceptsMetadata(Json, typeof(Tariff)));

    /// <param name="Valid">Whether the service would take it.</param>
    /// <param name="Mistakes">All that is wrong, in the order of the fields that rules look at.</param>
    internal sealed record Verdict(bool Valid, IReadOnlyList<Finding> Mistakes);

    /// <param name="Line">Line of the body, from 1.</param>
    /// <param name="Field">The offending field; absent when the body is no JSON.</param>
    /// <param name="Code">Stable reason.</param>
    /// <param name="Message">What would be right; reads on from the field's name.</param>
    internal sealed record Finding(long? Line, string? Field, string Code, string Message);

    private static async Task<Ok<Verdict>> Handle(HttpRequest request, TariffBook book, CancellationToken cancellation)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var source = TariffFiles.ReadBeside("body", await reader.ReadToEndAsync(cancellation), book);
        return TypedResults.Ok(new Verdict(
            source.Mistakes.Count == 0, [.. source.Mistakes.Select(mistake => new Finding(mistake.Line, mistake.Field, mistake.Code, mistake.Message))]));
    }
}
