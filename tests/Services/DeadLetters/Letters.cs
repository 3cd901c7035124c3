using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.DeadLetters;

/// <summary>Working with a service's dead letters, as an operator does.</summary>
internal static class Letters
{
    private const string Path = "/v1/dead-letters";

    public static async Task<IReadOnlyList<JsonElement>> Waiting(this HttpClient service, string more = "") =>
        [.. (await service.Json($"{Path}?state=waiting&limit=100{more}")).GetProperty("data").EnumerateArray()];

    public static async Task<IReadOnlyList<JsonElement>> Groups(this HttpClient service) =>
        [.. (await service.Json(Path + "/groups")).GetProperty("data").EnumerateArray()];

    public static Task<JsonElement> Letter(this HttpClient service, string id) => service.Json($"{Path}/{id}");

    public static string Id(this JsonElement row) => row.GetProperty("id").GetString()!;

    public static string? Text(this JsonElement json, string name) => json.GetProperty(name).GetString();

    public static IEnumerable<string?> Steps(this JsonElement answer) => answer.GetProperty("history").EnumerateArray().Select(step => step.Text("what"));

    public static async Task<HttpResponseMessage> Edit(this HttpClient service, string id, object corrected, string? ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Path}/{id}/event") { Content = JsonContent.Create(corrected, options: Contracts.ContractJson.Options) };
        request.Headers.Add("Fleet-Actor", "olga");
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await service.SendAsync(request);
    }

    public static async Task<JsonElement> DryRun(this HttpClient service, string id)
    {
        using var answer = await service.PostAsync($"{Path}/{id}/dry-run", null);
        return await Read(answer, HttpStatusCode.OK);
    }

    public static async Task<HttpResponseMessage> Discard(this HttpClient service, string id, string reason)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"{Path}/{id}") { Content = JsonContent.Create(new { reason }) };
        return await service.SendAsync(request);
    }

    public static async Task<HttpResponseMessage> AskRedrive(this HttpClient service, object plan, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path + "/redrives") { Content = JsonContent.Create(plan) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await service.SendAsync(request);
    }

    /// <summary>Begins a redrive; its id.</summary>
    public static async Task<string> Redrive(this HttpClient service, object plan, string? key = null)
    {
        using var answer = await service.AskRedrive(plan, key);
        return (await Read(answer, HttpStatusCode.Accepted)).Id();
    }

    public static Task<JsonElement> Progress(this HttpClient service, string redrive) => service.Json($"{Path}/redrives/{redrive}");

    public static async Task<bool> IsOver(this HttpClient service, string redrive) => (await service.Progress(redrive)).Text("state") == "done";

    public static async Task<JsonElement> Read(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{answer.StatusCode}: {text}");
        return JsonElement.Parse(text);
    }

    /// <summary>Status and code of a refusal.</summary>
    public static async Task<(HttpStatusCode Status, string? Code)> Refusal(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()).Text("code"));
    }
}
