using System.Net;
using System.Net.Http.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleRegistry;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.Simulator.Sending;

/// <summary>The public API of Fleet, as cameras and devices use it.</summary>
public sealed class GatewayClient(HttpClient http)
{
    /// <summary>Code of a passage that came after its section had timed out.</summary>
    public const string TooOld = "instant_too_old";

    private const int PageSize = 100;

    /// <summary>All roads.</summary>
    public async Task<IReadOnlyList<Road>> RoadsAsync(CancellationToken cancellation)
    {
        var roads = new List<Road>();
        await foreach (var road in ListAsync<Road>("v1/roads", r => r.Id, cancellation))
            roads.Add(road);
        return roads;
    }

    /// <summary>Plates of registered vehicles with an owner, at most <paramref name="most"/>.</summary>
    public async Task<IReadOnlyList<string>> PlatesAsync(int most, CancellationToken cancellation)
    {
        var plates = new List<string>();
        await foreach (var vehicle in ListAsync<RegisteredVehicle>("v1/registry/vehicles", v => v.Plate, cancellation))
        {
            if (vehicle.Owner is not null)
                plates.Add(vehicle.Plate);
            if (plates.Count >= most)
                break;
        }

        return plates;
    }

    /// <summary>Posts passages.</summary>
    public Task<Delivery> PostAsync(IReadOnlyList<Passage> passages, CancellationToken cancellation) =>
        PostAsync("v1/passages", passages, cancellation);

    /// <summary>Posts positions.</summary>
    public Task<Delivery> PostAsync(IReadOnlyList<Position> positions, CancellationToken cancellation) =>
        PostAsync("v1/positions", positions, cancellation);

    /// <summary>One thing.</summary>
    /// <exception cref="HttpRequestException">The gateway does not answer, or not with 200.</exception>
    public async Task<T> GetAsync<T>(string path, CancellationToken cancellation) =>
        await http.GetFromJsonAsync<T>(path, ContractJson.Options, cancellation) ?? throw new HttpRequestException($"{path} answered nothing");

    /// <summary>Every item of a cursor list.</summary>
    /// <exception cref="HttpRequestException">The gateway does not answer, or not with 200.</exception>
    public async IAsyncEnumerable<T> ListAsync<T>(string path, Func<T, string> id, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        string? cursor = null;
        do
        {
            var after = cursor is null ? "" : "&starting_after=" + Uri.EscapeDataString(cursor);
            var page = await http.GetFromJsonAsync<ListPage<T>>($"{path}?limit={PageSize}{after}", ContractJson.Options, cancellation)
                ?? throw new HttpRequestException($"{path} answered nothing");
            foreach (var item in page.Data)
                yield return item;
            cursor = page.HasMore && page.Data.Count > 0 ? page.NextCursor ?? id(page.Data[^1]) : null;
        }
        while (cursor is not null);
    }

    private async Task<Delivery> PostAsync<T>(string path, IReadOnlyList<T> items, CancellationToken cancellation)
    {
        try
        {
            using var response = await http.PostAsJsonAsync(path, items, ContractJson.Options, cancellation);
            if (response.IsSuccessStatusCode)
                return Delivery.Of(await response.Content.ReadFromJsonAsync<IngestResult>(ContractJson.Options, cancellation));
            var text = $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellation)}";
            return IsFinal(response.StatusCode) ? Delivery.Refused(AllRejected(text, items.Count), text) : Delivery.Failed(text);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or System.Text.Json.JsonException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return Delivery.Failed(e.Message);
        }
    }

    // A batch without one good item is answered with the problem of the first.
    private static List<RejectedItem> AllRejected(string problem, int count) =>
        [.. Enumerable.Range(0, count).Select(index => new RejectedItem(index, null, problem.Contains(TooOld, StringComparison.Ordinal) ? TooOld : "refused", problem))];

    // Only "what you sent is wrong" ends the attempts; anything else may be different the next time.
    private static bool IsFinal(HttpStatusCode status) => status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.RequestEntityTooLarge;

    private sealed record ListPage<T>(IReadOnlyList<T> Data, bool HasMore = false, string? NextCursor = null);
}
