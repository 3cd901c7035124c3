using System.Collections.Concurrent;
using System.Net;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Testing;
using Fleet.Tests.Shared;

namespace Fleet.Tests.Components.Bindings;

/// <summary>The way of a message from one app over a real broker to another, each beside its sidecar.</summary>
public sealed class MqttSidecarTests
{
    [Fact]
    public async Task A_message_is_posted_to_the_app_with_its_topic_until_the_app_takes_it()
    {
        await using var server = await MosquittoServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("fleet-mqtt-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "telemetry.yaml"), $$"""
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata:
              name: telemetry
            spec:
              type: bindings.mqtt3
              version: v1
              metadata:
              - name: url
                value: {{server.Url}}
              - name: topic
                value: $share/fleet/fleet/+/position
              - name: consumerID
                value: "{appID}"
            ---
            apiVersion: dapr.io/v1alpha1
            kind: Resiliency
            metadata:
              name: patient
            spec:
              policies:
                retries:
                  again: { policy: constant, duration: 10ms, maxRetries: 5 }
              targets:
                components:
                  telemetry: { inbound: { retry: again } }
            """, TestContext.Current.CancellationToken);
        var app = new TelemetryApp();
        var sidecar = new SidecarOptions { AppId = "tracking", AppHandler = app, ResourcePaths = [folder] };
        await using (var runtime = await FleetRuntime.StartAsync(new RuntimeOptions { Sidecars = [sidecar], Strict = true, DataDirectory = folder }, TestContext.Current.CancellationToken))
        {
            await runtime.Sidecars[0].AppReady;
            await using var front = await InProcessFront.OpenAsync(runtime);
            using var client = new HttpMessageInvoker(front.HandlerOf(runtime.Sidecars[0]));
            while (app.Came.IsEmpty)
            {
                // What is published before the subscription stands is nobody's.
                using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/v1.0/bindings/telemetry")
                {
                    Content = new StringContent("""{"operation":"create","data":{"speedKmh":80},"metadata":{"topic":"fleet/Grün-1/position"}}"""),
                };
                using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
            }

            while (app.Came.Count < 3)
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.All(app.Came, call => Assert.Equal("""POST /telemetry fleet/Grün-1/position {"speedKmh":80}""", call));
        Directory.Delete(folder, recursive: true);
    }

    private sealed class TelemetryApp : HttpMessageHandler
    {
        public ConcurrentQueue<string> Came { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Post)
                Came.Enqueue($"POST {request.RequestUri!.AbsolutePath} {request.Headers.NonValidated["topic"]} {await request.Content!.ReadAsStringAsync(cancellationToken)}");
            var status = request.RequestUri!.AbsolutePath.StartsWith("/dapr/", StringComparison.Ordinal) ? HttpStatusCode.NotFound : Came.Count is 1 or 2 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK;
            return new HttpResponseMessage(status) { Content = new ByteArrayContent([]) };
        }
    }
}
