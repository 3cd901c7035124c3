using System.Text.Json;
using Fleet.Contracts;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.FineCollection;

public sealed class ExplainFineTests
{
    [Fact]
    public async Task Why_a_fine_was_set_is_told_step_by_step()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await chain.Issued();

        var told = await chain.Fines.Json($"/v1/fines/{fineId}/explanation");

        Assert.Equal("nl-2026-01", told.GetProperty("tariff").GetProperty("version").GetString());
        var steps = told.GetProperty("steps").EnumerateArray().ToDictionary(step => step.GetProperty("name").GetString()!, step => step.GetProperty("value").GetInt64());
        Assert.Equal((12, 10_300), (steps["excess"], steps["total"]));
        Assert.Equal(steps["total"], steps["penalty"] + steps["administrationFee"]);
        var terms = told.GetProperty("terms").EnumerateArray().ToDictionary(term => term.GetProperty("name").GetString()!);
        var fine = await chain.Fines.Json("/v1/fines/" + fineId);
        Assert.Equal(fine.GetProperty("dueDate").GetString(), terms["dueDate"].GetProperty("day").GetString());
        Assert.True(terms["dueDate"].TryGetProperty("from", out _));
        Assert.Equal((JsonValueKind.Null, "unavailable"), (told.GetProperty("evidence").ValueKind, told.GetProperty("evidenceReason").GetString()));
    }

    [Fact]
    public async Task A_referral_is_explained_without_an_amount()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await chain.Issued(excessKmh: 40);

        var told = await chain.Fines.Json($"/v1/fines/{fineId}/explanation");

        Assert.Equal(["excess", "referFromExcess"], told.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("name").GetString()));
        Assert.False(told.GetProperty("tariff").TryGetProperty("band", out _));
    }
}
