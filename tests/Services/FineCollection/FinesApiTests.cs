using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.FineCollection;

public sealed class FinesApiTests
{
    [Fact]
    public async Task A_fine_tells_its_ledger_and_keeps_name_and_address_to_itself()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var violation = Some.Violation(Some.Plate());
        await chain.Publish(Topics.SpeedingViolations, violation);
        await chain.Fines.UntilStat("fines", 1);

        var fine = await chain.Fines.Json("/v1/fines/" + Some.FineId(violation));
        Assert.Equal("issued", fine.GetProperty("state").GetString());
        Assert.Equal(10_300, fine.GetProperty("due").GetProperty("minorUnits").GetInt64());
        Assert.Equal("nl-2026-01", fine.GetProperty("tariffVersion").GetString());
        Assert.Equal(0, fine.GetProperty("ledger").EnumerateArray().Sum(posting => posting.GetProperty("minorUnits").GetInt64()));
        Assert.Equal(Some.OwnerOf(violation.Plate).OwnerId, fine.GetProperty("ownerId").GetString());
        Assert.DoesNotContain(Some.OwnerOf(violation.Plate).Email, fine.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_come_in_pages_and_can_be_narrowed()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var violations = Enumerable.Range(0, 30).Select(number => Some.Violation(Some.Plate(number % 3), excessKmh: number % 2 == 0 ? 12 : 40, number)).ToList();
        await chain.Publish(Topics.SpeedingViolations, [.. violations]);
        await chain.Fines.UntilStat("fines", 30);

        Assert.Equal(Ids(violations), (await FineLists.Ids(chain.Fines, "/v1/fines?limit=7")).Order());
        Assert.Equal(Ids(violations.Where(violation => violation.CorrectedSpeedKmh == 140)), (await FineLists.Ids(chain.Fines, "/v1/fines?limit=4&state=referred")).Order());
        var plate = Some.Plate(1).ToLowerInvariant().Insert(2, "-");
        Assert.Equal(Ids(violations.Where(violation => violation.Plate == Some.Plate(1))), (await FineLists.Ids(chain.Fines, "/v1/fines?plate=" + plate)).Order());
    }

    [Theory]
    [InlineData("/v1/fines?limit=0", 400, "out_of_range", "limit")]
    [InlineData("/v1/fines?limit=101", 400, "out_of_range", "limit")]
    [InlineData("/v1/fines?limit=many", 400, "wrong_type", "limit")]
    [InlineData("/v1/fines?starting_after=fin_1", 400, "bad_cursor", "starting_after")]
    [InlineData("/v1/fines?state=lost", 400, "unknown_state", "state")]
    [InlineData("/v1/fines/fin_00000000000000000000000000", 404, "not_found", "id")]
    [InlineData("/v1/fines/%3Cscript%3E", 404, "not_found", "id")]
    public async Task What_makes_no_sense_gets_a_clear_answer(string path, int status, string code, string param)
    {
        await using var chain = await ServiceChain.Start(null, AppIds.FineCollection);
        using var answer = await chain.Fines.GetAsync(path);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(((HttpStatusCode)status, code, param), (answer.StatusCode, problem.GetProperty("code").GetString(), problem.GetProperty("param").GetString()));
    }

    private static IEnumerable<string> Ids(IEnumerable<Contracts.VehicleTracking.SpeedingViolation> violations) => violations.Select(Some.FineId).Order();
}
