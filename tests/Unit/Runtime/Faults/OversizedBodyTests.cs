using System.Net;
using System.Net.Sockets;
using Fleet.Runtime.Faults;
using Fleet.Runtime.Hosting;

namespace Fleet.Tests.Unit.Runtime.Faults;

/// <summary>A body that is too large for a sidecar, where a fault has it read before the API does.</summary>
public sealed class OversizedBodyTests
{
    [Fact]
    public async Task Body_that_is_too_large_is_refused_alike_with_faults_and_without()
    {
        var port = FreePort();
        await using var runtime = await FleetRuntime.StartAsync(
            new RuntimeOptions { Sidecars = [new SidecarOptions { AppId = "app", HttpPort = port, MaxBodySize = 1024 }] }, TestContext.Current.CancellationToken);
        var expected = await AnswerAsync(port);
        Assert.Contains("errorCode", expected, StringComparison.Ordinal);

        runtime.Faults.Add(new FaultRule { Kind = FaultKind.Duplicate, Operation = "api" });

        Assert.Equal(expected, await AnswerAsync(port));
    }

    private static async Task<string> AnswerAsync(int port)
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsync($"http://127.0.0.1:{port}/v1.0/actors/T/1/method/m", new ByteArrayContent(new byte[2048]), TestContext.Current.CancellationToken);
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
