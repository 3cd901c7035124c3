using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.FineCollection.Book;

/// <summary>Sends bank statements.</summary>
internal static class Bank
{
    private const string Header = "date,amount,currency,reference,text\n";

    public static string Line(string reference, string amount, string text, string currency = "EUR") => $"2026-05-01,{amount},{currency},{reference},{text}\n";

    public static Task<(int Status, JsonElement Answer)> Csv(this HttpClient client, params string[] lines) => client.Send(Header + string.Concat(lines), "text/csv");

    public static async Task<(int Status, JsonElement Answer)> Send(this HttpClient client, string file, string type)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(file));
        content.Headers.ContentType = new(type);
        using var answer = await client.PostAsync("/v1/bank-statements", content);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>Sends a file and waits until all of it is booked.</summary>
    public static async Task<JsonElement> Import(this HttpClient client, params string[] lines)
    {
        var (_, answer) = await client.Csv(lines);
        return await client.Done(answer);
    }

    public static async Task<JsonElement> Done(this HttpClient client, JsonElement head)
    {
        var path = "/v1/bank-statements/" + head.GetProperty("id").GetString();
        await Answers.Until(async () => (await client.Json(path)).GetProperty("import").GetProperty("state").GetString() == "done");
        return await client.Json(path + "?limit=100");
    }

    public static string Outcomes(this JsonElement import) => string.Join(
        ' ', import.GetProperty("lines").GetProperty("data").EnumerateArray().Select(line => line.GetProperty("outcome").GetString() + (line.TryGetProperty("reason", out var reason) ? ":" + reason.GetString() : "")));

    public static int Count(this JsonElement import, string outcome) =>
        import.GetProperty("import").GetProperty("counts").TryGetProperty(outcome, out var count) ? count.GetInt32() : 0;

    public static async Task<List<JsonElement>> Unmatched(this HttpClient client) => await JournalTests.Postings(client, "/v1/bank-statements/unmatched?limit=2");

    public static async Task<(int Status, JsonElement Answer)> Order(this HttpClient client, string lineId, string order, object body)
    {
        using var answer = await client.PostAsJsonAsync($"/v1/bank-statements/unmatched/{lineId}/{order}", body);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
