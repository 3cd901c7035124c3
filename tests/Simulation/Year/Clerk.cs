using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Tests.Simulation.World;

namespace Fleet.Tests.Simulation.Year;

/// <summary>An answer and its status.</summary>
internal sealed record Answered(int Status, JsonElement Body, bool IsReplay)
{
    public string? Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() : null;
}

/// <summary>Sends requests to fine-collection until somebody answers, whatever dies or gets lost meanwhile.</summary>
internal sealed class Clerk(Func<FleetWorld?> world, TimeProvider time)
{
    private const int MostTries = 300;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>A moment later.</summary>
    public Task Wait() => Task.Delay(TimeSpan.FromMilliseconds(250), time);

    public Task<Answered> Post(string path, object body, string key) => Send(() => new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) }, key);

    public Task<Answered> PostText(string path, string text, string type) =>
        Send(() => new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(text, System.Text.Encoding.UTF8, type) }, null);

    public Task<Answered> Get(string path) => Send(() => new HttpRequestMessage(HttpMethod.Get, path), null);

    public Task<Answered> Get(string appId, string path) => Send(() => new HttpRequestMessage(HttpMethod.Get, path), null, appId);

    /// <summary>All of a list.</summary>
    public async Task<List<JsonElement>> List(string appId, string path)
    {
        var all = new List<JsonElement>();
        for (var cursor = ""; ;)
        {
            var page = (await Get(appId, path + "?limit=100" + cursor)).Body;
            all.AddRange(page.GetProperty("data").EnumerateArray());
            if (!page.GetProperty("hasMore").GetBoolean()) return all;
            cursor = "&starting_after=" + Uri.EscapeDataString(page.GetProperty("nextCursor").GetString()!);
        }
    }

    /// <summary>Publishes events of a topic, until the broker has taken them.</summary>
    public async Task Publish(string topic, IReadOnlyList<object> events)
    {
        var entries = events.Select((data, index) => new { entryId = index.ToString(System.Globalization.CultureInfo.InvariantCulture), contentType = "application/json", @event = data }).ToList();
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var answer = await (world()?.Publisher ?? throw new IOException("nobody there")).PostAsJsonAsync(
                    $"/v1.0-alpha1/publish/bulk/{ComponentNames.PubSub}/{topic}", entries, ContractJson.Options);
                if (answer.IsSuccessStatusCode || tries > MostTries) return;
            }
            catch (Exception failure) when (IsPassing(failure) && tries < MostTries)
            {
                // Nobody takes it just now: published again, under the same ids.
            }

            await Task.Delay(Pause, time);
        }
    }

    private async Task<Answered> Send(Func<HttpRequestMessage> request, string? key, string appId = AppIds.FineCollection)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var message = request();
                if (key is not null) message.Headers.Add("Idempotency-Key", key);
                message.Headers.Add("Fleet-Actor", "clerk 7");
                using var client = (world() ?? throw new IOException("nobody there")).Client(appId);
                using var answer = await client.SendAsync(message);
                if ((int)answer.StatusCode < 500 || tries > MostTries)
                    return new Answered((int)answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()), answer.Headers.Contains("Idempotent-Replayed"));
            }
            catch (Exception failure) when (IsPassing(failure) && tries < MostTries)
            {
                // Nobody answers just now: asked again, with the same key.
            }

            await Task.Delay(Pause, time);
        }
    }

    private static bool IsPassing(Exception failure) => failure is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException;
}
