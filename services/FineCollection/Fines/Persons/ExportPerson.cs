using System.Net.Mime;
using System.Text.Json;
using Fleet.Contracts;

namespace Fleet.FineCollection.Fines.Persons;

/// <summary><c>GET /v1/persons/{ownerId}/export</c>: everything that is kept about a person, as one JSON document that is written as it is read.</summary>
internal static class ExportPerson
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/persons/{ownerId}/export", Handle)
        .WithSummary("Everything about a person: each fine with contact data, payments, objection, ledger and trail.");

    private static IResult Handle(string ownerId, PersonFines fines, FineDoor door, TimeProvider time, CancellationToken cancellation) =>
        TypedResults.Stream(stream => Write(stream, ownerId, fines, door, time.GetUtcNow(), cancellation), MediaTypeNames.Application.Json);

    private static async Task Write(Stream stream, string ownerId, PersonFines fines, FineDoor door, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("ownerId", ownerId);
        json.WriteString("exportedAt", now);
        json.WriteStartArray("fines");
        await foreach (var id in fines.Ids(ownerId, cancellation))
        {
            // The serializer would write to the stream itself, and not asynchronously.
            json.WriteRawValue(JsonSerializer.SerializeToUtf8Bytes(await door.Find(id, cancellation), ContractJson.Options), skipInputValidation: true);
            await json.FlushAsync(cancellation);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
