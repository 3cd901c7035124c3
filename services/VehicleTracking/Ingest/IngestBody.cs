using System.Text.Json;
using Fleet.ServiceDefaults;

namespace Fleet.VehicleTracking.Ingest;

/// <summary>The items of a request, in order: one JSON object, or an array of them.</summary>
/// <param name="Good">Items that can be taken, and where in the request they stand.</param>
/// <param name="Bad">Items refused at the door.</param>
/// <param name="IsSingle">The body was one object.</param>
public sealed record IngestBody<T>(IReadOnlyList<(int Index, T Item)> Good, IReadOnlyList<(int Index, ItemMistake Mistake)> Bad, bool IsSingle)
    where T : class;

/// <summary>Reads a request's body item by item, so that a bad item of a hundred harms only itself.</summary>
public static class IngestBody
{
    internal const int MostItems = 10_000;

    /// <exception cref="RequestRefusedException">The body as a whole is refused.</exception>
    public static async Task<IngestBody<T>> Read<T>(Stream body, Func<JsonElement, Item<T>> read, CancellationToken cancellation)
        where T : class
    {
        using var json = await Parse(body, cancellation);
        var root = json.RootElement;
        if (root.ValueKind == JsonValueKind.Object) return Split([read(root)], isSingle: true);
        if (root.ValueKind != JsonValueKind.Array) throw Refused("wrong_type", "The body is a JSON object or an array of them.");
        return root.GetArrayLength() switch
        {
            0 => throw Refused("empty_batch", "The array holds no items."),
            > MostItems => throw Refused("too_many_items", $"An array may hold {MostItems} items at most."),
            _ => Split(root.EnumerateArray().Select(read), isSingle: false),
        };
    }

    internal static async Task<JsonDocument> Parse(Stream body, CancellationToken cancellation)
    {
        try
        {
            return await JsonDocument.ParseAsync(body, cancellationToken: cancellation);
        }
        catch (JsonException mistake)
        {
            throw Refused("malformed_json", $"The body is not valid JSON: line {mistake.LineNumber + 1}, byte {mistake.BytePositionInLine + 1}.");
        }
    }

    internal static IngestBody<T> Split<T>(IEnumerable<Item<T>> items, bool isSingle)
        where T : class
    {
        var good = new List<(int, T)>();
        var bad = new List<(int, ItemMistake)>();
        foreach (var (index, item) in items.Index())
        {
            if (item.Mistake is { } mistake) bad.Add((index, mistake));
            else good.Add((index, item.Value!));
        }

        return new IngestBody<T>(good, bad, isSingle);
    }

    private static RequestRefusedException Refused(string code, string detail) => new(StatusCodes.Status400BadRequest, code, detail);
}
