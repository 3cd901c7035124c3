using System.Net;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Testing;

namespace Fleet.Tests.Unit.Runtime.Hosting;

/// <summary>What becomes of calls that are in progress when their sidecar ends.</summary>
public sealed class GracefulShutdownTests
{
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_call_in_progress_is_answered_and_no_other_one_is_let_in()
    {
        await using var runtime = await StartAsync(TimeSpan.FromMinutes(1));
        await using var front = await InProcessFront.OpenAsync(runtime);
        var sidecar = runtime.Sidecars.Single();
        using var client = new HttpClient(front.HandlerOf(sidecar)) { BaseAddress = new Uri("http://localhost") };
        var first = client.GetAsync("/v1.0/invoke/app/method/slow", TestContext.Current.CancellationToken);
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);

        var end = runtime.StopAsync(sidecar, TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<Exception>(() => UntilRefusedAsync(client));
        Assert.False(end.IsCompleted);
        answer.SetResult();

        using var answered = await first;
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        await end;
        Assert.False(sidecar.HasBrokenOff);
    }

    [Fact]
    public async Task A_call_that_takes_too_long_is_broken_off_and_that_is_an_error()
    {
        await using var runtime = await StartAsync(TimeSpan.FromMilliseconds(1));
        await using var front = await InProcessFront.OpenAsync(runtime);
        var sidecar = runtime.Sidecars.Single();
        using var client = new HttpClient(front.HandlerOf(sidecar)) { BaseAddress = new Uri("http://localhost") };
        var first = client.GetAsync("/v1.0/invoke/app/method/slow", TestContext.Current.CancellationToken);
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);

        await runtime.StopAsync(sidecar, TestContext.Current.CancellationToken);

        Assert.True(sidecar.HasBrokenOff);
        answer.SetResult();
        (await first).Dispose();
    }

    private static async Task UntilRefusedAsync(HttpClient client)
    {
        while (true)
            (await client.GetAsync("/v1.0/healthz", TestContext.Current.CancellationToken)).Dispose();
    }

    private Task<FleetRuntime> StartAsync(TimeSpan patience) => FleetRuntime.StartAsync(
        new RuntimeOptions { Sidecars = [new SidecarOptions { AppId = "app", AppHandler = new App(this), GracefulShutdown = patience }] }, TestContext.Current.CancellationToken);

    private sealed class App(GracefulShutdownTests test) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath != "/slow")
                return new HttpResponseMessage(HttpStatusCode.NotFound);
            test.asked.SetResult();
            await test.answer.Task.WaitAsync(cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}
