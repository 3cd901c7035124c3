using System.Net;
using System.Text.Json;

namespace Fleet.Tests.Services.VehicleTracking;

/// <summary>Everything that is kept about a vehicle, as its archive says.</summary>
internal static class VehicleArchive
{
    /// <summary>The lines but the last; none when there is nothing.</summary>
    public static async Task<List<JsonElement>> Read(Tracking tracking, string vehicle)
    {
        using var answer = await tracking.Client.GetAsync($"/v1/vehicles/{vehicle}/archive");
        if (answer.StatusCode == HttpStatusCode.NotFound) return [];
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.MediaType);
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal("end", Kind(lines[^1]));
        Assert.Equal(lines.Count - 1, lines[^1].GetProperty("data").EnumerateObject().Sum(count => count.Value.GetInt64()));
        return lines[..^1];
    }

    public static string Kind(JsonElement line) => line.GetProperty("kind").GetString()!;

    public static IEnumerable<JsonElement> Of(this IEnumerable<JsonElement> lines, string kind) =>
        lines.Where(line => Kind(line) == kind).Select(line => line.GetProperty("data"));
}
