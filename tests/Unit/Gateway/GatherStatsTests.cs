using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Fleet.Tests.Unit.Gateway;

public sealed class GatherStatsTests
{
    [Fact]
    public async Task The_numbers_of_all_services_stand_under_their_app_ids()
    {
        await using var gateway = await GatewayHost.Start(request => GatewayHost.Json(HttpStatusCode.OK, $$"""{"asked":{{request.RequestUri!.AbsolutePath.Split('/')[3].Length}}}"""));
        var stats = await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/stats");
        Assert.Equal("fine-collection".Length, stats.GetProperty("fine-collection").GetProperty("asked").GetInt32());
        Assert.Equal("vehicle-tracking".Length, stats.GetProperty("vehicle-tracking").GetProperty("asked").GetInt32());
        Assert.Equal(0, stats.GetProperty("gateway").GetProperty("servicesUnavailable").GetInt32());
    }

    [Fact]
    public async Task A_service_that_is_away_is_left_out_and_counted()
    {
        await using var gateway = await GatewayHost.Start(request => request.RequestUri!.AbsolutePath.Contains("notification", StringComparison.Ordinal)
            ? GatewayHost.Json(HttpStatusCode.InternalServerError, """{"errorCode":"ERR_DIRECT_INVOKE"}""")
            : request.RequestUri!.AbsolutePath.Contains("registry", StringComparison.Ordinal) ? throw new HttpRequestException("away") : GatewayHost.Json(HttpStatusCode.OK, "{}"));
        var stats = await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/stats");
        Assert.False(stats.TryGetProperty("notification", out _));
        Assert.True(stats.TryGetProperty("fine-collection", out _));
        Assert.Equal(2, stats.GetProperty("gateway").GetProperty("servicesUnavailable").GetInt32());
    }

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/fleet.css", "text/css")]
    [InlineData("/fleet.js", "text/javascript")]
    public async Task The_page_is_served(string path, string type)
    {
        await using var gateway = await GatewayHost.Start(_ => throw new HttpRequestException("away"));
        var answer = await gateway.Client.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }
}
