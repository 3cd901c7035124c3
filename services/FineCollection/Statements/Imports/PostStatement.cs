using System.Security.Cryptography;
using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.Contracts;
using Fleet.FineCollection.Statements.Reading;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Fleet.FineCollection.Statements.Imports;

/// <summary><c>POST /v1/bank-statements</c>: takes a file of the bank. A file that cannot be read or does not add up is refused whole.</summary>
internal static class PostStatement
{
    private const int MostBytes = 16 * 1024 * 1024;
    private const int MostMistakes = 1_000;
    private const string Csv = "text/csv";
    private static readonly string[] Types = [Csv, "application/xml", "text/xml"];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/bank-statements", Handle)
        .WithSummary("Imports a bank statement, CSV or CAMT.053; the same file again is the same import.")
        .WithMetadata(new AcceptsMetadata(Types, typeof(string)), new StreamedBody(Types))
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    private static async Task<Results<Ok<ImportHead>, Accepted<ImportHead>>> Handle(
        HttpRequest request, string? account, string? currency, IActorProxyFactory actors, TimeProvider time, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !Types.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
            throw new RequestRefusedException(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", $"A statement is {string.Join(" or ", Types)}.", "Content-Type");
        var isCsv = type.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase);
        var body = await Body(request, cancellation);
        var file = isCsv ? CsvStatement.Read(StatementText.Of(body, type.Charset.Value?.Trim('"')), new CsvFacts(account, currency)) : CamtReader.Read(body);
        // What the query adds is part of what a CSV file says.
        var id = DerivedId.Of("imp", isCsv ? "csv" : "camt053", Convert.ToHexString(SHA256.HashData(body)), isCsv ? account ?? "" : "", isCsv ? currency ?? "" : "");
        var head = new ImportHead(
            id, ImportStates.Receiving, isCsv ? "csv" : "camt053", time.GetUtcNow(), null, file.Statements, file.Lines.Count, 0, new Dictionary<string, int>(),
            file.Mistakes.Count, [.. file.Mistakes.Take(MostMistakes)]);
        var proxy = actors.Create(new ActorId(id), nameof(StatementImportActor));
        var begun = await proxy.InvokeMethodAsync<BeginImport, ImportFound>(nameof(IStatementImportActor.Begin), new BeginImport(head), cancellation);
        if (begun.Head!.State != ImportStates.Receiving) return TypedResults.Ok(begun.Head);
        foreach (var (number, lines) in file.Lines.Chunk(ImportHead.PartSize).Index())
            await proxy.InvokeMethodAsync(nameof(IStatementImportActor.Keep), new ImportPart(number, lines), cancellation);
        var running = await proxy.InvokeMethodAsync<ImportFound>(nameof(IStatementImportActor.Run), cancellation);
        return TypedResults.Accepted("/v1/bank-statements/" + id, running.Head);
    }

    private static async Task<byte[]> Body(HttpRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (body.Length + read > MostBytes)
            {
                // Whoever still sends when the connection closes sees a broken pipe and no answer.
                await request.Body.CopyToAsync(Stream.Null, cancellation);
                throw new RequestRefusedException(StatusCodes.Status413PayloadTooLarge, "body_too_large", FormattableString.Invariant($"A statement may have {MostBytes} bytes at most; send several."));
            }

            body.Write(buffer.AsSpan(0, read));
        }

        return body.ToArray();
    }
}
