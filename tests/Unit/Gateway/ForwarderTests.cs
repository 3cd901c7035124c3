using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Fleet.Tests.Unit.Gateway;

public sealed class ForwarderTests
{
    [Theory]
    [InlineData("/v1/passages", "vehicle-tracking/method/v1/passages")]
    [InlineData("/v1/vehicles/AB123C/track?limit=5", "vehicle-tracking/method/v1/vehicles/AB123C/track?limit=5")]
    [InlineData("/v1/lost-vehicles", "vehicle-tracking/method/v1/lost-vehicles")]
    [InlineData("/v1/fines/fin_1", "fine-collection/method/v1/fines/fin_1")]
    [InlineData("/v1/fines?state=issued&starting_after=1.2", "fine-collection/method/v1/fines?state=issued&starting_after=1.2")]
    [InlineData("/v1/deliveries/fin_1", "notification/method/v1/deliveries/fin_1")]
    [InlineData("/v1/dead-letters", "notification/method/v1/dead-letters")]
    [InlineData("/v1/violations/dead-letters", "fine-collection/method/v1/dead-letters")]
    [InlineData("/v1/registry/vehicles", "vehicle-registry/method/v1/vehicles")]
    [InlineData("/v1/registry/vehicles/W%C3%9C%201", "vehicle-registry/method/v1/vehicles/W%C3%9C%201")]
    public async Task A_public_path_goes_to_its_service(string path, string inner)
    {
        Uri? asked = null;
        await using var gateway = await GatewayHost.Start(request =>
        {
            asked = request.RequestUri;
            return GatewayHost.Json(HttpStatusCode.OK, "{}");
        });
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.GetAsync(path)).StatusCode);
        Assert.Equal("http://sidecar:3500/v1.0/invoke/" + inner, asked!.AbsoluteUri);
    }

    [Fact]
    public async Task Status_content_type_and_body_come_back_as_the_service_gave_them()
    {
        await using var gateway = await GatewayHost.Start(_ =>
            GatewayHost.Json(HttpStatusCode.UnprocessableEntity, """{"code":"unknown_camera"}""", "application/problem+json"));
        var answer = await gateway.Client.PostAsJsonAsync("/v1/passages", new { camera = "x" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("""{"code":"unknown_camera"}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Body_and_trace_go_along_and_what_belongs_to_a_hop_does_not()
    {
        string? body = null;
        HttpRequestMessage? sent = null;
        await using var gateway = await GatewayHost.Start(async (request, stop) =>
        {
            (sent, body) = (request, await request.Content!.ReadAsStringAsync(stop));
            var answer = GatewayHost.Json(HttpStatusCode.Accepted, "{}");
            answer.Headers.TryAddWithoutValidation("Keep-Alive", "timeout=5");
            answer.Headers.TryAddWithoutValidation("X-Kept", "yes");
            return answer;
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/passages") { Content = new StringContent("[1]", Encoding.UTF8, "application/json") };
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        request.Headers.Add("dapr-app-id", "notification");
        request.Headers.Add("dapr-api-token", "stolen");
        request.Headers.Add("Connection", "X-Hop");
        request.Headers.Add("X-Hop", "1");
        var answer = await gateway.Client.SendAsync(request);

        Assert.Equal("[1]", body);
        Assert.Equal("application/json", sent!.Content!.Headers.ContentType!.MediaType);
        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", Assert.Single(sent.Headers.GetValues("traceparent")), StringComparison.Ordinal);
        Assert.Equal("secret", Assert.Single(sent.Headers.GetValues("dapr-api-token")));
        Assert.False(sent.Headers.Contains("dapr-app-id") || sent.Headers.Contains("X-Hop") || sent.Headers.Contains("Host"));
        Assert.True(answer.Headers.Contains("X-Kept"));
        Assert.False(answer.Headers.Contains("Keep-Alive"));
    }

    [Fact]
    public async Task A_sidecar_that_is_away_is_503()
    {
        await using var gateway = await GatewayHost.Start(_ => throw new HttpRequestException("refused"));
        await AssertProblem(await gateway.Client.GetAsync("/v1/fines"), HttpStatusCode.ServiceUnavailable, "sidecar_unavailable");
    }

    [Fact]
    public async Task A_service_that_is_away_is_502()
    {
        await using var gateway = await GatewayHost.Start(_ =>
            GatewayHost.Json(HttpStatusCode.InternalServerError, """{"errorCode":"ERR_DIRECT_INVOKE","message":"failed to invoke"}"""));
        await AssertProblem(await gateway.Client.GetAsync("/v1/fines"), HttpStatusCode.BadGateway, "service_unavailable");
    }

    [Fact]
    public async Task An_error_of_the_service_itself_is_passed_on()
    {
        await using var gateway = await GatewayHost.Start(_ => GatewayHost.Json(HttpStatusCode.InternalServerError, """{"code":"internal_error"}"""));
        var answer = await gateway.Client.GetAsync("/v1/fines");
        Assert.Equal((HttpStatusCode.InternalServerError, """{"code":"internal_error"}"""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_service_that_takes_too_long_is_504()
    {
        await using var gateway = await GatewayHost.Start(
            async (_, stop) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
                return new HttpResponseMessage();
            },
            ("Gateway:TimeoutSeconds", "0.05"));
        await AssertProblem(await gateway.Client.GetAsync("/v1/fines"), HttpStatusCode.GatewayTimeout, "service_timeout");
    }

    [Theory]
    [InlineData("/v1/fines/..%2F..%2Fevents%2Fspeeding-violations")]
    [InlineData("/v1/fines/a%5Cb")]
    [InlineData("/v1/fines/%252e%252e%252f")]
    [InlineData("/v1/fines//x")]
    [InlineData("/v1/vehicles/x%3Fy")]
    [InlineData("/v1/zones/v%231/trips")]
    [InlineData("/v1/fines/x%25")]
    public async Task A_path_that_hides_another_is_refused(string path)
    {
        await using var gateway = await GatewayHost.Start(_ => throw new InvalidOperationException("must not be asked"));
        await AssertProblem(await gateway.Client.GetAsync(path), HttpStatusCode.BadRequest, "bad_path");
    }

    [Theory]
    [InlineData("/events/speeding-violations")]
    [InlineData("/dapr/config")]
    [InlineData("/actors/FineActor/fin_1/method/Take")]
    [InlineData("/v1/finesse")]
    public async Task What_is_not_public_is_404(string path)
    {
        await using var gateway = await GatewayHost.Start(_ => throw new InvalidOperationException("must not be asked"));
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Client.PostAsync(path, null)).StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_too_large_is_413(bool lengthKnown)
    {
        await using var gateway = await GatewayHost.Start(async (request, stop) =>
        {
            await request.Content!.CopyToAsync(Stream.Null, stop);
            return GatewayHost.Json(HttpStatusCode.Accepted, "{}");
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/passages") { Content = new ByteArrayContent(new byte[10_000_000]) };
        request.Headers.TransferEncodingChunked = !lengthKnown;
        await AssertProblem(await gateway.Client.SendAsync(request), HttpStatusCode.RequestEntityTooLarge, "body_too_large");
    }

    [Fact]
    public async Task Who_asks_too_much_is_told_when_to_try_again()
    {
        await using var gateway = await GatewayHost.Start(
            _ => GatewayHost.Json(HttpStatusCode.OK, "{}"), ("RateLimit:Burst", "2"), ("RateLimit:RequestsPerSecond", "10"));
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 50 && answers.All(answer => answer.IsSuccessStatusCode); i++) answers.Add(await gateway.Client.GetAsync("/v1/fines"));
        Assert.NotNull(answers[^1].Headers.RetryAfter);
        await AssertProblem(answers[^1], HttpStatusCode.TooManyRequests, "too_many_requests");
    }

    private static async Task AssertProblem(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.NotEmpty(problem.GetProperty("requestId").GetString()!);
    }
}
