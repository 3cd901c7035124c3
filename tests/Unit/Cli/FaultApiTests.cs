using System.Net;
using System.Net.Http.Json;
using System.Text;
using Fleet.Cli.Control;
using Fleet.Runtime.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;

namespace Fleet.Tests.Unit.Cli;

/// <summary>The fault routes of the control endpoint, as HTTP has them.</summary>
public sealed class FaultApiTests
{
    [Fact]
    public async Task Faults_are_off_unless_they_are_allowed()
    {
        await using var control = await Control.StartAsync(allowed: false);

        using var answer = await control.PostAsync("""{"kind":"error","operation":"invoke"}""");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("--allow-faults", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fault_is_added_listed_and_removed()
    {
        await using var control = await Control.StartAsync(allowed: true);

        using var added = await control.PostAsync("""{"kind":"drop-answer","operation":"invoke","target":"shop","probability":0.3,"for":"00:01:00"}""");
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var fault = Assert.Single(await control.ListAsync());
        Assert.Equal((FaultKind.DropAnswer, "shop", 0.3), (fault.Rule.Kind, fault.Rule.Target, fault.Rule.Probability));

        Assert.Equal(HttpStatusCode.NoContent, await control.DeleteAsync("/faults/" + fault.Rule.Id));
        Assert.Equal(HttpStatusCode.NotFound, await control.DeleteAsync("/faults/" + fault.Rule.Id));
        Assert.Empty(await control.ListAsync());
    }

    [Fact]
    public async Task All_faults_are_removed_at_once()
    {
        await using var control = await Control.StartAsync(allowed: true);
        using var first = await control.PostAsync("""{"kind":"error","operation":"invoke"}""");
        using var second = await control.PostAsync("""{"kind":"drop","operation":"publish"}""");

        using var answer = await control.Client.DeleteAsync("/faults", TestContext.Current.CancellationToken);

        Assert.Equal("""{"removed":2}""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await control.ListAsync());
    }

    [Theory]
    [InlineData("""{"kind":"error","operation":"telepathy"}""", "operation")]
    [InlineData("""{"kind":"error","probability":2}""", "probability")]
    [InlineData("""{"kind":"explode"}""", "kind")]
    [InlineData("""{"kind":"error","chance":1}""", "chance")]
    [InlineData("""{"kind":"error","times":"x"}""", "times")]
    public async Task Mistake_is_answered_with_the_name_of_its_field(string body, string field)
    {
        await using var control = await Control.StartAsync(allowed: true);

        using var answer = await control.PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(field, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private sealed record Control(WebApplication App, HttpClient Client) : IAsyncDisposable
    {
        public static async Task<Control> StartAsync(bool allowed)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseTestServer();
            builder.Logging.ClearProviders();
            var app = builder.Build();
            FaultApi.Map(app, allowed ? new FaultBook(TimeProvider.System) : null);
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new Control(app, app.GetTestClient());
        }

        public Task<HttpResponseMessage> PostAsync(string body) => Client.PostAsync("/faults", new StringContent(body, Encoding.UTF8, "application/json"));

        public async Task<IReadOnlyList<FaultStatus>> ListAsync() => (await Client.GetFromJsonAsync<List<FaultStatus>>("/faults", FaultApi.Json))!;

        public async Task<HttpStatusCode> DeleteAsync(string path)
        {
            using var answer = await Client.DeleteAsync(path);
            return answer.StatusCode;
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await App.DisposeAsync();
        }
    }
}
