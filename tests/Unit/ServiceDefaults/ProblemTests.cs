using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Fleet.Tests.Unit.ServiceDefaults;

public sealed class ProblemTests : IAsyncLifetime
{
    private readonly WebApplication app = Build();
    private readonly HttpClient client = new();

    private sealed record Parcel(string Name, int Weight, List<Label>? Labels);

    private sealed record Label(DateTimeOffset Printed);

    public async ValueTask InitializeAsync()
    {
        await app.StartAsync();
        client.BaseAddress = new Uri(app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"name":"x","weight":"heavy"}""", "wrong_type", "weight")]
    [InlineData("""{"name":"x","weight":1,"labels":[{"printed":"2026-01-01T00:00:00Z"},{"printed":"soon"}]}""", "wrong_type", "labels[1].printed")]
    [InlineData("""{"name":"x","weight":1""", "malformed_json", "weight")]
    [InlineData("""[1,2]""", "wrong_type", null)]
    public async Task A_body_that_does_not_fit_is_400_and_names_the_field(string body, string code, string? param)
    {
        var problem = await Refused(HttpStatusCode.BadRequest, client.PostAsync("/parcels", Json(body)));

        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(param, problem.TryGetProperty("param", out var value) ? value.GetString() : null);
    }

    [Theory]
    [InlineData("many", "wrong_type")]
    [InlineData("99999999999", "wrong_type")]
    [InlineData("0", "out_of_range")]
    [InlineData("101", "out_of_range")]
    public async Task A_limit_that_makes_no_sense_is_400_and_names_the_parameter(string limit, string code)
    {
        var problem = await Refused(HttpStatusCode.BadRequest, client.GetAsync($"/numbers?limit={limit}"));

        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal("limit", problem.GetProperty("param").GetString());
        Assert.DoesNotContain("Nullable", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_body_of_ten_megabytes_is_413_whether_its_length_is_announced_or_not()
    {
        var body = new byte[10 * 1024 * 1024];
        Array.Fill(body, (byte)' ');
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/parcels") { Content = new ByteArrayContent(body) };
        chunked.Content.Headers.ContentType = new("application/json");
        chunked.Headers.TransferEncodingChunked = true;

        var announced = await Refused(HttpStatusCode.RequestEntityTooLarge, client.PostAsync("/parcels", Json(new string(' ', body.Length))));
        var streamed = await Refused(HttpStatusCode.RequestEntityTooLarge, client.SendAsync(chunked));

        Assert.Equal("body_too_large", announced.GetProperty("code").GetString());
        Assert.Equal("body_too_large", streamed.GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_unhandled_error_is_500_and_tells_nothing_of_the_inside()
    {
        var problem = await Refused(HttpStatusCode.InternalServerError, client.GetAsync("/crash"));

        Assert.Equal("internal_error", problem.GetProperty("code").GetString());
        Assert.DoesNotContain("secret", problem.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_unknown_path_is_404_with_problem_details() =>
        Assert.Equal("not_found", (await Refused(HttpStatusCode.NotFound, client.GetAsync("/nowhere"))).GetProperty("code").GetString());

    [Fact]
    public async Task A_list_is_walked_to_its_end_by_cursor()
    {
        var seen = new List<int>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await client.GetFromJsonAsync<Page<int>>($"/numbers?limit=2&starting_after={cursor}");
            seen.AddRange(page!.Data);
            Assert.Equal(page.HasMore, page.NextCursor is not null);
            cursor = page.NextCursor;
        }

        Assert.Equal([1, 2, 3, 4, 5], seen);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/swagger/index.html")]
    public async Task The_service_describes_itself(string path) =>
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path)).StatusCode);

    private static async Task<JsonElement> Refused(HttpStatusCode status, Task<HttpResponseMessage> call)
    {
        using var response = await call;
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.NotEmpty(problem.GetProperty("requestId").GetString()!);
        return problem;
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddServiceDefaults("test", ContractJson.Configure);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapPost("/parcels", (Parcel parcel) => parcel);
        app.MapGet("/crash", IResult () => throw new InvalidOperationException("secret"));
        app.MapGet("/numbers", ([AsParameters] PageRequest page) =>
            page.Of(Enumerable.Range(1, 5).Where(number => number > int.Parse("0" + page.StartingAfter)), number => $"{number}"));
        return app;
    }
}
