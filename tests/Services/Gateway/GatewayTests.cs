using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.Gateway;

public sealed class GatewayTests
{
    [Fact]
    public async Task From_a_violation_to_a_mail_and_everything_can_be_seen_from_outside()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection, AppIds.Notification, AppIds.Gateway);
        var violation = Some.Violation(Some.Plate());
        await chain.Publish(Topics.SpeedingViolations, violation);
        await Answers.Until(async () => (await chain.Gateway.Json("/v1/stats")).GetProperty("notification").GetProperty("mailsDelivered").GetInt64() == 1);

        Assert.Equal(Some.OwnerOf(violation.Plate).Email, Assert.Single(chain.Mails.Mails).To);
        var fineId = Some.FineId(violation);
        Assert.Equal("issued", (await chain.Gateway.Json("/v1/fines/" + fineId)).GetProperty("state").GetString());
        Assert.Equal(fineId, (await chain.Gateway.Json("/v1/fines?limit=1")).GetProperty("data")[0].GetProperty("id").GetString());
        Assert.Equal(fineId, (await chain.Gateway.Json("/v1/deliveries")).GetProperty("data")[0].GetProperty("fineId").GetString());
        Assert.Equal(violation.Plate, (await chain.Gateway.Json("/v1/registry/vehicles/" + violation.Plate)).GetProperty("plate").GetString());
        Assert.Equal(1, (await chain.Gateway.Json("/v1/stats")).GetProperty("gateway").GetProperty("servicesUnavailable").GetInt32());
    }

    [Theory]
    [InlineData("/v1/fines/fin_x", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/v1/fines?limit=0", HttpStatusCode.BadRequest, "out_of_range")]
    [InlineData("/v1/roads", HttpStatusCode.BadGateway, "service_unavailable")]
    public async Task A_refusal_comes_out_as_the_service_gave_it(string path, HttpStatusCode status, string code)
    {
        await using var chain = await ServiceChain.Start(null, AppIds.FineCollection, AppIds.Gateway);
        using var answer = await chain.Gateway.GetAsync(path);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((status, code), (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()));
    }
}
