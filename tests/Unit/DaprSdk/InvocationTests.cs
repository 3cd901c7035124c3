using System.Net;
using System.Net.Http.Json;
using Dapr.Client;

namespace Fleet.Tests.Unit.DaprSdk;

public sealed class InvocationTests
{
    private readonly ScriptedSidecar sidecar = new();

    private DaprClient Client => Clients.For(sidecar);

    [Fact]
    public async Task A_method_is_invoked_with_json_both_ways()
    {
        sidecar.Answer(HttpStatusCode.OK, """{"name":"big","size":9}""");

        var answer = await Client.InvokeMethodAsync<Widget, Widget>(HttpMethod.Put, "app", "/grow/it", new Widget("small", 1));

        Assert.Equal(new Widget("big", 9), answer);
        Assert.Equal("PUT /v1.0/invoke/app/method/grow/it", sidecar.Call.Line);
        Assert.Equal("""{"name":"small","size":1}""", sidecar.Call.Body);
    }

    [Fact]
    public void A_request_carries_its_query_behind_that_of_the_method()
    {
        var request = Client.CreateInvokeMethodRequest(
            HttpMethod.Get, "app", "find?limit=5", [new("name", "a&b"), new("size", "1")]);

        Assert.Equal("/v1.0/invoke/app/method/find?limit=5&name=a%26b&size=1", request.RequestUri!.PathAndQuery);
    }

    [Fact]
    public async Task A_status_other_than_2xx_throws_with_the_answer()
    {
        sidecar.Answer(HttpStatusCode.NotFound, """{"code":"no_such_thing"}""");

        var failure = await Assert.ThrowsAsync<InvocationException>(
            () => Client.InvokeMethodAsync<Widget>(HttpMethod.Get, "app", "things/1"));

        Assert.Equal(("app", "things/1", HttpStatusCode.NotFound), (failure.AppId, failure.MethodName, failure.Response.StatusCode));
        Assert.Contains("no_such_thing", await failure.Response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_response_any_status_is_an_answer()
    {
        sidecar.Answer(HttpStatusCode.Conflict);
        var client = Client;

        using var response = await client.InvokeMethodWithResponseAsync(client.CreateInvokeMethodRequest("app", "m"));

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
    }

    [Fact]
    public async Task No_answer_at_all_throws_without_a_response()
    {
        var failure = await Assert.ThrowsAsync<InvocationException>(() => Client.InvokeMethodAsync("app", "m"));

        Assert.Null(failure.Response);
        Assert.IsType<HttpRequestException>(failure.InnerException);
    }

    [Fact]
    public async Task A_request_to_another_place_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://elsewhere/");

        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.InvokeMethodAsync(request));
    }

    [Fact]
    public async Task An_http_client_reads_hosts_as_app_ids()
    {
        sidecar.Answer(HttpStatusCode.OK, "1").Answer(HttpStatusCode.OK, "2");
        using var http = Client.CreateInvokableHttpClient("MyApp");

        await http.GetFromJsonAsync<int>("/v1/things?limit=2");
        await http.GetFromJsonAsync<int>("http://other/v1/a%2Fb");

        Assert.Equal(
            ["GET /v1.0/invoke/MyApp/method/v1/things?limit=2", "GET /v1.0/invoke/other/method/v1/a%2Fb"],
            sidecar.Calls.Select(call => call.Line));
    }

    [Fact]
    public async Task The_api_token_of_the_configuration_goes_with_every_call()
    {
        sidecar.Answer(HttpStatusCode.OK).Answer(HttpStatusCode.NoContent).Answer(HttpStatusCode.OK);
        var client = Clients.For(sidecar, null, ("DAPR_API_TOKEN", "secret"), ("DAPR_HTTP_ENDPOINT", "https://sidecar:9999"));
        using var http = client.CreateInvokableHttpClient();

        await client.InvokeMethodAsync("app", "m");
        await client.PublishEventAsync("pubsub", "things");
        await http.GetAsync(new Uri("http://app/m"));

        Assert.All(sidecar.Calls, call => Assert.Equal("secret", call.Headers["dapr-api-token"]));
    }
}
