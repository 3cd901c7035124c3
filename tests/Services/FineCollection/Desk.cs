using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.FineCollection;

/// <summary>An answer of the desk.</summary>
internal sealed record DeskAnswer(int Status, string Text, bool IsReplay)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Text);

    public string? Code => Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    public string? Param => Json.TryGetProperty("param", out var param) ? param.GetString() : null;

    public long Due => Json.GetProperty("due").GetProperty("minorUnits").GetInt64();

    public IReadOnlyList<string?> Allowed => [.. Json.GetProperty("allowed").EnumerateArray().Select(command => command.GetString())];

    public string State => Json.GetProperty("state").GetString()!;
}

/// <summary>Gives orders to fines as a client does.</summary>
internal static class Desk
{
    /// <summary>A fine that was just issued.</summary>
    public static async Task<string> Issued(this ServiceChain chain, int number = 0, int excessKmh = 12)
    {
        var violation = Some.Violation(Some.Plate(number), excessKmh, number);
        await chain.Publish(Topics.SpeedingViolations, violation);
        return await chain.Set(violation);
    }

    public static async Task<DeskAnswer> Order(this HttpClient client, string fineId, string path, object body, string? key = null, string? actor = "clerk 7")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/fines/{fineId}/{path}");
        request.Content = body is string text ? new StringContent(text, null, "application/json") : JsonContent.Create(body);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (actor is not null) request.Headers.Add("Fleet-Actor", actor);
        using var answer = await client.SendAsync(request);
        return new DeskAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Contains("Idempotent-Replayed"));
    }

    /// <summary>Waits until events of these types were told of a fine.</summary>
    public static Task UntilTold(this ServiceChain chain, string fineId, params string[] types) =>
        Answers.Until(() => Task.FromResult(types.All(type => chain.Told.Events.Any(told => told.FineId == fineId && told.Type == type))));

    public static object Amount(long minorUnits, string currency = "EUR") => new { amount = new { minorUnits, currency } };

    private static async Task<string> Set(this ServiceChain chain, SpeedingViolation violation)
    {
        var fineId = Some.FineId(violation);
        await Answers.Until(async () => (await FineLists.Ids(chain.Fines, "/v1/fines?plate=" + violation.Plate)).Contains(fineId));
        return fineId;
    }
}
