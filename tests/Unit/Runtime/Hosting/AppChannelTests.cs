using System.Net;
using System.Net.Sockets;
using System.Text;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Testing;

namespace Fleet.Tests.Unit.Runtime.Hosting;

public sealed class AppChannelTests
{
    [Theory]
    [InlineData("Connection: close\r\n")]
    [InlineData("")]
    public async Task An_app_that_drops_a_connection_amid_a_call_is_asked_once(string header)
    {
        var notThere = Encoding.ASCII.GetBytes($"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n{header}\r\n");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var calls = new List<string>();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var app = DropCallsAsync(listener, notThere, calls, over.Token);
        await using (var runtime = await FleetRuntime.StartAsync(
            new RuntimeOptions { Sidecars = [new SidecarOptions { AppId = "app", AppPort = ((IPEndPoint)listener.LocalEndpoint).Port }] },
            TestContext.Current.CancellationToken))
        {
            await using var front = await InProcessFront.OpenAsync(runtime);
            using var client = new HttpClient(front.HandlerOf(runtime.Sidecars.Single()));
            // The app takes one connection at a time: nobody else may have one.
            await PubSub.SidecarReadiness.AppReady(runtime.Sidecars.Single());

            using var answer = await client.GetAsync("http://localhost/v1.0/invoke/app/method/m", TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        }

        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app);
        Assert.Single(calls);
    }

    private static async Task DropCallsAsync(TcpListener listener, byte[] notThere, List<string> calls, CancellationToken over)
    {
        while (true)
        {
            using var connection = await listener.AcceptSocketAsync(over);
            try
            {
                await TakeAsync(connection, notThere, calls, over);
            }
            catch (SocketException)
            {
                // A connection that is only tried, or given up as the runtime ends, asks for nothing.
            }
        }
    }

    private static async Task TakeAsync(Socket connection, byte[] notThere, List<string> calls, CancellationToken over)
    {
        var bytes = new byte[4096];
        while (await connection.ReceiveAsync(bytes, over) is > 0 and var count)
        {
            var request = Encoding.ASCII.GetString(bytes, 0, count);
            if (request.StartsWith("GET /m ", StringComparison.Ordinal))
            {
                calls.Add(request);
                return;
            }

            await connection.SendAsync(notThere, over);
        }
    }
}
