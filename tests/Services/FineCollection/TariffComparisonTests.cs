using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.Runtime.Faults;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.FineCollection;

/// <summary>What if: the fines of a period under another tariff, through the public door.</summary>
public sealed class TariffComparisonTests
{
    private const string Always = "\"from\":\"2020-01-01T00:00:00Z\",\"to\":\"2100-01-01T00:00:00Z\"";

    [Fact]
    public async Task A_period_is_recomputed_and_no_fine_is_touched()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection, AppIds.Gateway);
        // Under the tariff in use 10,300, 27,200 and a referral, with the fee of 900 in the amounts.
        var violations = new[] { Some.Violation(Some.Plate(), 12, 1), Some.Violation(Some.Plate(1), 24, 2), Some.Violation(Some.Plate(2), 40, 3) };
        await Issue(chain, violations);
        var before = await Fines(chain, violations);

        // 11,000 for all up to 35, and referrals beyond.
        var done = await Done(chain, await Ask(chain, TariffsApiTests.Other("what-if", 36)));
        Assert.Equal((3, 1, 1, 1, 0, 0), Counts(done));
        Assert.Equal((10_300 + 25_000, 22_000), (Sum(done, "before"), Sum(done, "after")));
        Assert.Equal([(Some.FineId(violations[1]), "lower", -14_000), (Some.FineId(violations[0]), "higher", 700)], Differences(done.GetProperty("largest")));

        // The same bands and a road that none of them was on: nothing is covered.
        var elsewhere = await Done(chain, await Ask(chain, TariffsApiTests.Other("what-if", 36, ", \"roads\": [\"a9\"]")));
        Assert.Equal((3, 3), (Total(elsewhere, "fines"), Total(elsewhere, "notCovered")));
        Assert.Equal(0, elsewhere.GetProperty("differencesKept").GetInt32());

        // Everything beyond 60 is for the prosecutor there: one referral less, and all of NL under PT.
        var portugal = await Done(chain, await Ask(chain, "\"pt-2020-01\"", ",\"jurisdiction\":\"NL\""));
        Assert.Equal((3, 0, 0, 2, 0, 1), Counts(portugal));
        Assert.Equal(before, await Fines(chain, violations));
    }

    [Fact]
    public async Task Only_fines_decided_in_the_period_and_of_the_jurisdiction_count()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection, AppIds.Gateway);
        await Issue(chain, Some.Violation(Some.Plate(), 12, 1), Some.Violation(Some.Plate(1), 12, 2) with { Jurisdiction = "PT" });
        Assert.Equal(1, Total(await Done(chain, await Ask(chain, TariffsApiTests.Other("what-if"))), "fines"));
        using var past = await Post(chain, "{\"from\":\"2020-01-01T00:00:00Z\",\"to\":\"2020-02-01T00:00:00+01:00\",\"tariff\":\"nl-2026-01\"}");
        Assert.Equal(0, Total(await Done(chain, await Id(past)), "fines"));
    }

    [Fact]
    public async Task Crashes_and_failed_saves_in_mid_run_count_no_fine_twice_and_lose_no_difference()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection, AppIds.Gateway);
        await Issue(chain, [.. Enumerable.Range(0, 230).Select(number => Some.Violation(Some.Plate(number % 5), 12, number))]);
        chain.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "api", Path = "/v1.0/actors/FineActor/*/method/Get" });
        var id = await Ask(chain, TariffsApiTests.Other("what-if"));
        await Answers.Until(() => Task.FromResult(chain.Faults.Rules[0].Acted > 0));
        chain.Faults.Clear();
        await chain.Crash(AppIds.FineCollection);

        var done = await Done(chain, id);
        Assert.Equal((230, 0, 230, 0, 0, 0), Counts(done));
        Assert.Equal((230L * 10_300, 230L * 11_000), (Sum(done, "before"), Sum(done, "after")));
        var all = await AllDifferences(chain, id);
        Assert.Equal((230, 230), (all.Count, all.Distinct(StringComparer.Ordinal).Count()));
    }

    [Fact]
    public async Task A_key_starts_one_comparison_and_refuses_another_request()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection, AppIds.Gateway);
        using var first = await Post(chain, $$"""{{{Always}},"tariff":"nl-2020-01"}""", "key-1");
        await Done(chain, await Id(first));
        using var second = await Post(chain, $$"""{ "tariff":"nl-2020-01", {{Always}} }""", "key-1");
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        using var other = await Post(chain, $$"""{{{Always}},"tariff":"nl-2026-01"}""", "key-1");
        await TariffsApiTests.Refused(other, 409, "idempotency_key_reused", "Idempotency-Key");
    }

    [Theory]
    [InlineData("""{"to":"2026-01-01T00:00:00Z","tariff":"nl-2020-01"}""", 400, "required", "from")]
    [InlineData("""{"from":"2026-01-01","to":"2026-01-01T00:00:00Z","tariff":"nl-2020-01"}""", 400, "wrong_type", "from")]
    [InlineData("""{"from":"2026-01-01T00:00:00Z","to":"2026-01-01T00:00:00Z","tariff":"nl-2020-01"}""", 400, "out_of_range", "to")]
    [InlineData("""{"from":"2026-01-01T00:00:00Z","to":"2027-01-01T00:00:00Z","tariff":"none"}""", 404, "not_found", "tariff")]
    [InlineData("""{"from":"2026-01-01T00:00:00Z","to":"2027-01-01T00:00:00Z","tariff":7}""", 400, "wrong_type", "tariff")]
    [InlineData("""{"from":"2026-01-01T00:00:00Z","to":"2027-01-01T00:00:00Z","tariff":"nl-2020-01","road":"x"}""", 400, "unknown_field", "road")]
    [InlineData("""{"from":"2026-01-01T00:00:00Z","to":"2027-01-01T00:00:00Z","tariff":{"jurisdiction":"NL"}}""", 422, "required", "tariff.version")]
    public async Task A_comparison_that_cannot_be_made_names_the_field(string body, int status, string code, string param)
    {
        await using var chain = await ServiceChain.Start(null, AppIds.FineCollection, AppIds.Gateway);
        using var answer = await Post(chain, body);
        await TariffsApiTests.Refused(answer, status, code, param);
    }

    private static async Task Issue(ServiceChain chain, params SpeedingViolation[] violations)
    {
        await chain.Publish(Topics.SpeedingViolations, [.. violations]);
        await chain.Fines.UntilStat("fines", violations.Length);
    }

    private static async Task<List<string>> Fines(ServiceChain chain, IEnumerable<SpeedingViolation> violations)
    {
        var texts = new List<string>();
        foreach (var violation in violations) texts.Add((await chain.Fines.Json("/v1/fines/" + Some.FineId(violation))).GetRawText());
        return texts;
    }

    private static async Task<HttpResponseMessage> Post(ServiceChain chain, string body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/tariff-comparisons") { Content = TariffsApiTests.Json(body) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await chain.Gateway.SendAsync(request);
    }

    private static async Task<string> Ask(ServiceChain chain, string tariff, string extra = "")
    {
        using var answer = await Post(chain, $$"""{{{Always}},"tariff":{{tariff}}{{extra}}}""");
        return await Id(answer);
    }

    private static async Task<string> Id(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static async Task<JsonElement> Done(ServiceChain chain, string id)
    {
        await Answers.Until(async () => (await chain.Gateway.Json("/v1/tariff-comparisons/" + id)).GetProperty("status").GetString() is "done" or "failed");
        var done = await chain.Gateway.Json("/v1/tariff-comparisons/" + id);
        Assert.Equal(("done", 100), (done.GetProperty("status").GetString(), done.GetProperty("percent").GetInt32()));
        return done;
    }

    private static async Task<List<string>> AllDifferences(ServiceChain chain, string id) =>
        [.. (await Pages(chain, $"/v1/tariff-comparisons/{id}/differences?limit=70")).Select(one => one.GetProperty("fineId").GetString()!)];

    private static async Task<List<JsonElement>> Pages(ServiceChain chain, string path)
    {
        var all = new List<JsonElement>();
        for (var more = ""; ;)
        {
            var page = await chain.Gateway.Json(path + more);
            all.AddRange(page.GetProperty("data").EnumerateArray());
            if (!page.GetProperty("hasMore").GetBoolean()) return all;
            more = "&starting_after=" + page.GetProperty("nextCursor").GetString();
        }
    }

    private static List<(string, string, long)> Differences(JsonElement list) =>
        [.. list.EnumerateArray().Select(one => (one.GetProperty("fineId").GetString()!, one.GetProperty("change").GetString()!, one.GetProperty("deltaMinorUnits").GetInt64()))];

    private static long Total(JsonElement done, string name) => done.GetProperty("totals").GetProperty(name).GetInt64();

    private static (long Fines, long Same, long Higher, long Lower, long Gained, long Lost) Counts(JsonElement done) => (
        Total(done, "fines"), Total(done, "same"), Total(done, "higher"), Total(done, "lower"), Total(done, "referralsGained"), Total(done, "referralsLost"));

    private static long Sum(JsonElement done, string side) =>
        done.GetProperty("totals").GetProperty(side).EnumerateArray().Sum(amount => amount.GetProperty("minorUnits").GetInt64());
}
