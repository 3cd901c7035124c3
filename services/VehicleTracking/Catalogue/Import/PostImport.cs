using Fleet.Contracts.VehicleTracking;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Catalogue.Api;
using Fleet.VehicleTracking.Catalogue.Kinds;
using Fleet.VehicleTracking.SectionControl;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace Fleet.VehicleTracking.Catalogue.Import;

/// <summary><c>POST /v1/KIND/import</c>: many entries from a CSV file, zones also from GeoJSON.</summary>
internal static class PostImport
{
    private const int MostBytes = 64 * 1024 * 1024;
    private const string Csv = "text/csv";
    private const string GeoJson = "application/geo+json";
    private static readonly string[] Types = [Csv, GeoJson];

    public static void Map(IEndpointRouteBuilder routes, CatalogueKind kind) => routes
        .MapPost($"/v1/{kind.Name}/import", (HttpRequest request, ImportFile file) => Handle(kind, request, file))
        .WithSummary($"Creates and changes {kind.Name} from a file; bad rows are named and the good ones taken. With dryRun=true nothing is saved.")
        .WithMetadata(new AcceptsMetadata(Types, typeof(string)), new StreamedBody(Types))
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    private static async Task<Results<Ok<ImportResult>, ProblemHttpResult>> Handle(CatalogueKind kind, HttpRequest request, ImportFile file)
    {
        var facts = RequestFacts.Of(request);
        var type = request.ContentType?.Split(';')[0].Trim();
        var cancellation = request.HttpContext.RequestAborted;
        if (type is not Csv && (type is not GeoJson || kind.Name != CatalogueKeys.Zones))
            return Problem.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", $"A file of {kind.Name} is {(kind.Name == CatalogueKeys.Zones ? "text/csv or application/geo+json" : Csv)}.", "Content-Type");
        using var body = await Body(request);
        var rows = type is Csv
            ? new CsvRows(kind.Contract, kind.IdField, ListOf(kind)).Read(body, cancellation)
            : GeoJsonRows.Zones(kind.Contract).Read(await JsonBody.Read(body, cancellation));
        return TypedResults.Ok(await file.Take(kind, rows, new ImportOrder(facts.By, facts.Reason, facts.EffectiveFrom, DryRun(request)), cancellation));
    }

    // What is written must not depend on when the connection breaks, so the file is there before anything is done.
    private static async Task<MemoryStream> Body(HttpRequest request)
    {
        var body = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0;)
        {
            if (body.Length + read > MostBytes) throw new RequestRefusedException(StatusCodes.Status413PayloadTooLarge, "body_too_large", $"A file may have {MostBytes} bytes at most; send several.");
            body.Write(buffer, 0, read);
        }

        body.Position = 0;
        return body;
    }

    private static bool DryRun(HttpRequest request) => request.Query["dryRun"] switch
    {
        [] or ["false"] => false,
        ["true"] => true,
        _ => throw new RequestRefusedException(StatusCodes.Status400BadRequest, "wrong_type", "dryRun is true or false.", "dryRun"),
    };

    private static (string Field, string Prefix, Type Item)? ListOf(CatalogueKind kind) => kind.Name switch
    {
        CatalogueKeys.Roads => ("cameras", "camera", typeof(Camera)),
        CatalogueKeys.Tolerances => ("bands", "band", typeof(ToleranceBand)),
        _ => null,
    };
}
