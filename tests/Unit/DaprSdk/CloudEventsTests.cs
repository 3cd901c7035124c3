using System.Net;
using Dapr;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Fleet.Tests.Unit.DaprSdk;

public sealed class CloudEventsTests
{
    private const string CloudEvent = "application/cloudevents+json";

    [Theory]
    [InlineData("""{"data":{"a":1},"datacontenttype":"application/json"}""", "application/json", """{"a":1}""")]
    [InlineData("""{"data":{"a":1}}""", "application/json", """{"a":1}""")]
    [InlineData("""{"Data":[1, 2],"DataContentType":"application/json; charset=utf-16"}""", "application/json", "[1, 2]")]
    [InlineData("""{"data":"a \"b\"","datacontenttype":"text/plain"}""", "text/plain", "a \"b\"")]
    [InlineData("""{"data":{"a":1},"datacontenttype":"text/plain"}""", "text/plain", """{"a":1}""")]
    [InlineData("""{"data":{"a":1},"datacontenttype":"application/vnd.x+json"}""", "application/vnd.x+json", """{"a":1}""")]
    [InlineData("""{"data_base64":"aGk=","datacontenttype":"application/octet-stream"}""", "application/octet-stream", "hi")]
    [InlineData("""{"type":"x"}""", "", "")]
    public async Task An_endpoint_gets_the_data(string cloudEvent, string type, string body)
    {
        await using var app = await StartAsync();

        var response = await app.PostAsync("/echo", cloudEvent, CloudEvent + "; charset=utf-8");

        Assert.Equal($"{type}|{body}", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Other_requests_pass_as_they_are()
    {
        await using var app = await StartAsync();

        var response = await app.PostAsync("/echo", """{"data":1}""", "application/json");

        Assert.Equal("""application/json|{"data":1}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_event_with_both_kinds_of_data_is_refused()
    {
        await using var app = await StartAsync();

        var response = await app.PostAsync("/echo", """{"data":1,"data_base64":"aGk="}""", CloudEvent);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Text_keeps_its_quotes_if_wanted()
    {
        await using var app = await StartAsync(new CloudEventsMiddlewareOptions { SuppressJsonDecodingOfTextPayloads = true });

        var response = await app.PostAsync("/echo", """{"data":"x","datacontenttype":"text/plain"}""", CloudEvent);

        Assert.Equal("text/plain|\"x\"", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Attributes_come_as_headers_if_wanted()
    {
        await using var app = await StartAsync(new CloudEventsMiddlewareOptions
        {
            ForwardCloudEventPropertiesAsHeaders = true,
            ExcludedCloudEventPropertiesFromHeaders = ["subject"],
        });

        var response = await app.PostAsync("/headers", """{"id":"7","type":"T","subject":"s","data":1,"pubsubname":"p"}""", CloudEvent);

        Assert.Equal("Cloudevent.id=7,Cloudevent.type=T", await response.Content.ReadAsStringAsync());
    }

    private static Task<TestApp> StartAsync(CloudEventsMiddlewareOptions? options = null) => TestApp.StartAsync(app =>
    {
        app.UseCloudEvents(options ?? new CloudEventsMiddlewareOptions());
        app.MapPost("/echo", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            return $"{request.ContentType}|{await reader.ReadToEndAsync()}";
        });
        app.MapPost("/headers", (HttpRequest request) => string.Join(',', request.Headers
            .Where(header => header.Key.StartsWith("Cloudevent.", StringComparison.Ordinal))
            .Select(header => $"{header.Key}={header.Value}").Order(StringComparer.Ordinal)));
    });
}
