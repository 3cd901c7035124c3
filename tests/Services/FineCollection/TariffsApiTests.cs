using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.FineCollection;

public sealed class TariffsApiTests
{
    [Fact]
    public async Task Tariffs_are_listed_narrowed_and_given_one_by_one_through_the_gateway()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.FineCollection, AppIds.Gateway);
        Assert.Equal(["nl-2026-01", "nl-2020-01", "pt-2020-01", "xa-2026-01-heavy", "xa-2026-01"], await Versions(chain, "/v1/tariffs?limit=2"));
        Assert.Equal(["nl-2020-01"], await Versions(chain, "/v1/tariffs?jurisdiction=NL&date=2025-12-31"));
        Assert.Equal(["nl-2026-01"], await Versions(chain, "/v1/tariffs?jurisdiction=NL&date=2026-01-01"));
        Assert.Equal(["xa-2026-01-heavy", "xa-2026-01"], await Versions(chain, "/v1/tariffs?jurisdiction=XA&date=2026-01-01"));
        var tariff = await chain.Gateway.Json("/v1/tariffs/pt-2020-01");
        Assert.Equal(10, tariff.GetProperty("discount").GetProperty("withinDays").GetInt32());
        Assert.StartsWith("Invented example", tariff.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/tariffs?date=2026-02-30", 400, "wrong_type", "date")]
    [InlineData("/v1/tariffs?starting_after=none", 400, "bad_cursor", "starting_after")]
    [InlineData("/v1/tariffs/none", 404, "not_found", "version")]
    [InlineData("/v1/tariff-comparisons/none", 404, "not_found", "id")]
    [InlineData("/v1/tariff-comparisons/tcp_00000000000000000000000000/differences", 404, "not_found", "id")]
    public async Task What_makes_no_sense_gets_a_clear_answer(string path, int status, string code, string param)
    {
        await using var chain = await ServiceChain.Start(null, AppIds.FineCollection);
        using var answer = await chain.Fines.GetAsync(path);
        await Refused(answer, status, code, param);
    }

    [Fact]
    public async Task A_candidate_is_told_all_its_mistakes_by_line_and_field_and_nothing_is_kept()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.FineCollection);
        const string Candidate = """
            {
              "jurisdiction": "NL", "version": "nl-2026-01", "effectiveFrom": "2026-01-01",
              "currency": "EUR", "paymentTermDays": 0, "administrationFeeMinorUnits": 9.5,
              "bands": [
                { "fromExcessKmh": 1, "toExcessKmh": 10, "amountMinorUnits": 5000 },
                { "fromExcessKmh": 12, "toExcessKmh": 20, "amountMinorUnits": 4000 }
              ],
              "referFromExcessKmh": 21, "calendar": "moon", "surprise": 1
            }
            """;
        var verdict = await Validate(chain, Candidate);
        Assert.False(verdict.GetProperty("valid").GetBoolean());
        Assert.Equal(
            [
                (2, "effectiveFrom", "ambiguous_selector"), (2, "version", "duplicate_version"), (3, "administrationFeeMinorUnits", "wrong_type"),
                (3, "paymentTermDays", "out_of_range"), (6, "bands[1].amountMinorUnits", "falling_amount"), (6, "bands[1].fromExcessKmh", "gap"),
                (8, "calendar", "unknown_calendar"), (8, "surprise", "unknown_field"),
            ],
            verdict.GetProperty("mistakes").EnumerateArray()
                .Select(one => (one.GetProperty("line").GetInt32(), one.GetProperty("field").GetString()!, one.GetProperty("code").GetString()!))
                .OrderBy(one => one.Item1).ThenBy(one => one.Item2, StringComparer.Ordinal));
        Assert.Equal("malformed_json", (await Validate(chain, "{\n\"a\": }")).GetProperty("mistakes")[0].GetProperty("code").GetString());
        Assert.True((await Validate(chain, Other("nl-what-if"))).GetProperty("valid").GetBoolean());
        Assert.Equal(HttpStatusCode.NotFound, (await chain.Fines.GetAsync("/v1/tariffs/nl-what-if")).StatusCode);
    }

    [Fact]
    public async Task An_assessment_is_told_step_by_step()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.FineCollection);
        var answer = await Assess(chain, new { excessKmh = 13, jurisdiction = "XA", date = "2026-05-01", vehicleClass = "car" });
        // 75,000 and twice 6,275, rounded down to whole units.
        Assert.Equal(("xa-2026-01", "fine", 87_500, 102_500), (Text(answer, "tariffVersion"), Text(answer, "outcome"), Amount(answer, "penalty"), Amount(answer, "total")));
        // A third of the penalty less, rounded down: 28,800.
        Assert.Equal(102_500 - 28_800, Amount(answer, "discounted"));
        var steps = answer.GetProperty("steps").EnumerateArray().ToDictionary(step => Text(step, "step"), step => step.GetProperty("value").GetInt64());
        Assert.Equal((75_000, 12_550, -50, 87_500), (steps["band_amount"], steps["stepwise"], steps["rounding"], steps["penalty"]));
        Assert.Equal((8_700 + 5_000, 21_800), (steps["first_reminder"], steps["final_notice"]));
        Assert.Equal("xa-2026-01-heavy", Text(await Assess(chain, new { excessKmh = 13, jurisdiction = "XA", date = "2026-05-01", vehicleClass = "Truck" }), "tariffVersion"));
        var referral = await Assess(chain, new { excessKmh = 31, tariffVersion = "nl-2026-01" });
        Assert.Equal(("referral", false), (Text(referral, "outcome"), referral.TryGetProperty("penalty", out _)));
    }

    [Theory]
    [InlineData("""{"excessKmh":0,"tariffVersion":"nl-2026-01"}""", 400, "out_of_range", "excessKmh")]
    [InlineData("""{"excessKmh":5}""", 400, "required", "jurisdiction")]
    [InlineData("""{"excessKmh":5,"jurisdiction":"NL","date":"1999-01-01"}""", 404, "no_tariff", "jurisdiction")]
    [InlineData("""{"excessKmh":5,"tariffVersion":"none"}""", 404, "not_found", "tariffVersion")]
    [InlineData("""{"excessKmh":5,"tariffVersion":"nl-2026-01","speed":1}""", 400, "unknown_field", "speed")]
    public async Task An_assessment_that_cannot_be_made_names_the_field(string body, int status, string code, string param)
    {
        await using var chain = await ServiceChain.Start(null, AppIds.FineCollection);
        using var answer = await chain.Fines.PostAsync("/v1/tariffs/assess", Json(body));
        await Refused(answer, status, code, param);
    }

    internal static string Other(string version, int referFrom = 31, string extra = "") => $$"""
        {
          "jurisdiction": "NL", "version": "{{version}}", "effectiveFrom": "2030-01-01", "currency": "EUR", "paymentTermDays": 30,
          "administrationFeeMinorUnits": 1000,
          "bands": [ { "fromExcessKmh": 1, "toExcessKmh": {{referFrom - 1}}, "amountMinorUnits": 10000 } ],
          "referFromExcessKmh": {{referFrom}}{{extra}}
        }
        """;

    internal static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    internal static async Task Refused(HttpResponseMessage answer, int status, string code, string param)
    {
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(((HttpStatusCode)status, code, param), (answer.StatusCode, Text(problem, "code"), Text(problem, "param")));
    }

    private static async Task<JsonElement> Validate(ServiceChain chain, string body)
    {
        using var answer = await chain.Fines.PostAsync("/v1/tariffs/validate", Json(body));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<JsonElement> Assess(ServiceChain chain, object question)
    {
        using var answer = await chain.Fines.PostAsJsonAsync("/v1/tariffs/assess", question);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<List<string>> Versions(ServiceChain chain, string path)
    {
        var versions = new List<string>();
        for (var more = ""; ;)
        {
            var page = await chain.Gateway.Json(path + more);
            versions.AddRange(page.GetProperty("data").EnumerateArray().Select(tariff => Text(tariff, "version")));
            if (!page.GetProperty("hasMore").GetBoolean()) return versions;
            more = "&starting_after=" + Text(page, "nextCursor");
        }
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static long Amount(JsonElement json, string name) => json.GetProperty(name).GetProperty("minorUnits").GetInt64();
}
