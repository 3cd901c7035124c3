using Fleet.Contracts;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.FineCollection;

/// <summary>A body that makes no sense is refused with the field that is wrong, before anything happens.</summary>
public sealed class DeskBodyTests
{
    [Theory]
    [InlineData("payments", """{"amount":{"minorUnits":0,"currency":"EUR"}}""", "out_of_range", "amount.minorUnits")]
    [InlineData("payments", """{"amount":{"minorUnits":-5,"currency":"EUR"}}""", "out_of_range", "amount.minorUnits")]
    [InlineData("payments", """{"amount":{"minorUnits":10.5,"currency":"EUR"}}""", "wrong_type", "amount.minorUnits")]
    [InlineData("payments", """{"amount":{"minorUnits":"100","currency":"EUR"}}""", "wrong_type", "amount.minorUnits")]
    [InlineData("payments", """{"amount":{"minorUnits":99999999999999999999,"currency":"EUR"}}""", "wrong_type", "amount.minorUnits")]
    [InlineData("payments", """{"amount":{"minorUnits":100,"currency":"euro"}}""", "wrong_type", "amount.currency")]
    [InlineData("payments", """{"amount":{"minorUnits":100}}""", "required", "amount.currency")]
    [InlineData("payments", """{"amount":100}""", "wrong_type", "amount")]
    [InlineData("payments", "{}", "required", "amount")]
    [InlineData("payments", """{"amount":{"minorUnits":100,"currency":"EUR","vat":1}}""", "unknown_field", "amount.vat")]
    [InlineData("payments", """{"amount":{"minorUnits":100,"currency":"EUR"},"amuont":1}""", "unknown_field", "amuont")]
    [InlineData("payments", """{"amount":{"minorUnits":100,"currency":"EUR"},"valueDate":"2026-02-30"}""", "wrong_type", "valueDate")]
    [InlineData("payments", """{"amount":{"minorUnits":100,"currency":"EUR"},"valueDate":"9999-12-31"}""", "out_of_range", "valueDate")]
    [InlineData("payments", """{"amount":{"minorUnits":100,"currency":"EUR"},"method":""}""", "out_of_range", "method")]
    [InlineData("payments", """{"amount":{"minorUnits":100,"currency":"EUR"},"\udfff":1}""", "wrong_type", null)]
    [InlineData("payments", "[]", "wrong_type", null)]
    [InlineData("payments", """{"amount":""", "malformed_json", null)]
    public async Task A_wrong_body_names_the_field(string path, string body, string code, string? param)
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await chain.Issued();

        var answer = await chain.Fines.Order(fineId, path, body);

        Assert.Equal((400, code, param), (answer.Status, answer.Code, answer.Param));
        Assert.Equal(1, (await chain.Fines.Json("/v1/fines/" + fineId)).GetProperty("sequence").GetInt32());
    }

    [Theory]
    [InlineData("fin_00000000000000000000000000")]
    [InlineData("no-fine")]
    public async Task A_fine_that_does_not_exist_takes_nothing(string fineId)
    {
        await using var chain = await ServiceChain.Start(null, AppIds.FineCollection);

        var answer = await chain.Fines.Order(fineId, "payments", Desk.Amount(100));

        Assert.Equal((404, "not_found", "id"), (answer.Status, answer.Code, answer.Param));
    }
}
