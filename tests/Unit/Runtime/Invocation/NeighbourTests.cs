using System.Net;
using System.Net.Sockets;
using Fleet.Runtime.Faults;
using Fleet.Runtime.Hosting;

namespace Fleet.Tests.Unit.Runtime.Invocation;

/// <summary>Calls between apps whose sidecars two runtimes of one machine play.</summary>
public sealed class NeighbourTests : IAsyncLifetime
{
    private const string Key = "the key of the other run";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fleet-neighbours-");
    private readonly int callerPort;
    private readonly int calleePort;
    private FleetRuntime caller = null!;
    private FleetRuntime? callee;
    private string? gone;

    public NeighbourTests()
    {
        using var one = new TcpListener(IPAddress.Loopback, 0);
        using var two = new TcpListener(IPAddress.Loopback, 0);
        one.Start();
        two.Start();
        callerPort = ((IPEndPoint)one.LocalEndpoint).Port;
        calleePort = ((IPEndPoint)two.LocalEndpoint).Port;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => caller = await FleetRuntime.StartAsync(
        new RuntimeOptions
        {
            Sidecars = [new SidecarOptions { AppId = "caller", HttpPort = callerPort }],
            Elsewhere = (app, _) => app == "callee" ? new Neighbour(new Uri($"http://127.0.0.1:{(gone is null ? calleePort : 1)}"), Key) { Lost = Lose } : null,
        },
        Cancellation);

    private bool Lose(Uri api)
    {
        var isOther = gone is not null;
        gone = null;
        return isOther;
    }

    public async ValueTask DisposeAsync()
    {
        await caller.DisposeAsync();
        if (callee is not null)
            await callee.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_app_gets_the_call_as_from_another_sidecar_past_the_token_of_its_own()
    {
        await StartCalleeAsync();

        using var answer = await CallAsync(callerPort, "/v1.0/invoke/callee/method/a%20b?c=d");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("/a%20b?c=d from caller, key: False", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_call_to_an_instance_that_has_ended_goes_to_another()
    {
        await StartCalleeAsync();
        gone = "not yet noticed";

        using var answer = await CallAsync(callerPort, "/v1.0/invoke/callee/method/a");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Null(gone);
    }

    [Fact]
    public async Task An_access_control_list_that_denies_calls_denies_these()
    {
        await StartCalleeAsync("accessControl:\n    defaultAction: deny");

        using var answer = await CallAsync(callerPort, "/v1.0/invoke/callee/method/a");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_fault_of_the_calls_of_one_app_knows_it_in_another_runtime_too()
    {
        await StartCalleeAsync();
        callee!.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "app.call", Target = "caller", Status = 418 });

        using var answer = await CallAsync(callerPort, "/v1.0/invoke/callee/method/a");

        Assert.Equal(418, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Nobody_without_the_key_gets_in_by_that_path()
    {
        await StartCalleeAsync();

        using var answer = await CallAsync(calleePort, "/v1.0-fleet/carry/a", ("fleet-neighbour-key", "guessed"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static async Task<HttpResponseMessage> CallAsync(int port, string path, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}{path}");
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await client.SendAsync(request, Cancellation);
    }

    private async Task StartCalleeAsync(string spec = "features: []")
    {
        var config = Path.Combine(folder.FullName, "config.yaml");
        await File.WriteAllTextAsync(config, $"apiVersion: dapr.io/v1alpha1\nkind: Configuration\nmetadata:\n  name: it\nspec:\n  {spec}\n", Cancellation);
        callee = await FleetRuntime.StartAsync(
            new RuntimeOptions
            {
                NeighbourKey = Key,
                Sidecars =
                [
                    new SidecarOptions
                    {
                        AppId = "callee",
                        HttpPort = calleePort,
                        AppHandler = new Mirror(),
                        ConfigPaths = [config],
                        Environment = new Dictionary<string, string> { ["DAPR_API_TOKEN"] = "secret" },
                    },
                ],
            },
            Cancellation);
    }

    /// <summary>Answers with what it was asked, by whom, and whether it could see the key.</summary>
    private sealed class Mirror : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var by = request.Headers.TryGetValues("dapr-caller-app-id", out var ids) ? string.Join(',', ids) : "nobody";
            return Task.FromResult(new HttpResponseMessage
            {
                Content = new StringContent($"{request.RequestUri!.PathAndQuery} from {by}, key: {request.Headers.Contains("fleet-neighbour-key")}"),
            });
        }
    }
}
