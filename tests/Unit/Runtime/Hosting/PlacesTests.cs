using System.IO.Pipelines;
using System.Net;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Testing;

namespace Fleet.Tests.Unit.Runtime.Hosting;

/// <summary>An answer that comes in pieces: when its beginning is there, and how long it holds a place of <c>appMaxConcurrency</c>.</summary>
public sealed class PlacesTests : IAsyncDisposable
{
    private readonly Pipe events = new();
    private FleetRuntime? runtime;
    private InProcessFront? front;

    [Theory]
    [InlineData("text/event-stream", "no-cache")]
    [InlineData("*/*", null)]
    public async Task Events_begin_before_the_first_event(string accept, string? cacheControl)
    {
        using var client = await StartAsync(places: 0);

        using var answer = await AskAsync(client, "events", accept);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(cacheControl, answer.Headers.CacheControl?.ToString());
        await using var stream = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await events.Writer.WriteAsync("data: 1\n\n"u8.ToArray(), TestContext.Current.CancellationToken);
        var buffer = new byte[100];
        Assert.Equal(9, await stream.ReadAsync(buffer, TestContext.Current.CancellationToken));
        await events.Writer.CompleteAsync();
        Assert.Equal(0, await stream.ReadAsync(buffer, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_answer_holds_its_place_until_it_is_whole()
    {
        using var client = await StartAsync(places: 1);
        using var answer = await AskAsync(client, "events", "*/*");

        var next = AskAsync(client, "m", "*/*");
        await events.Writer.WriteAsync("data: 1\n\n"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.False(next.IsCompleted);
        await events.Writer.CompleteAsync();

        using var second = await next;
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task A_caller_that_goes_away_gives_the_place_back()
    {
        using var client = await StartAsync(places: 1);
        var answer = await AskAsync(client, "events", "*/*");

        answer.Dispose();

        using var second = await AskAsync(client, "m", "*/*");
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        await events.Writer.CompleteAsync();
        if (runtime is not null)
            await runtime.DisposeAsync();
        if (front is not null)
            await front.DisposeAsync();
    }

    private async Task<HttpClient> StartAsync(int places)
    {
        var sidecar = new SidecarOptions { AppId = "app", AppHandler = new App(events.Reader), AppMaxConcurrency = places };
        runtime = await FleetRuntime.StartAsync(new RuntimeOptions { Sidecars = [sidecar] }, TestContext.Current.CancellationToken);
        front = await InProcessFront.OpenAsync(runtime);
        return new HttpClient(front.HandlerOf(runtime.Sidecars.Single()));
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient client, string path, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost/v1.0/invoke/app/method/" + path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    private sealed class App(PipeReader events) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("ok") };
            if (request.RequestUri!.AbsolutePath == "/events")
            {
                answer.Content = new StreamContent(events.AsStream());
                answer.Content.Headers.ContentType = new("text/event-stream");
            }
            else if (request.RequestUri.AbsolutePath.StartsWith("/dapr/", StringComparison.Ordinal))
            {
                answer.StatusCode = HttpStatusCode.NotFound;
            }

            return Task.FromResult(answer);
        }
    }
}
