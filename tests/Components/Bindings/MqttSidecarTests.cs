using System.Collections.Concurrent;
using System.Net;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Testing;
using Fleet.Tests.Shared;

namespace Fleet.Tests.Components.Bindings;

/// <summary>The way of a message over a real broker to an app beside its sidecar.</summary>
public sealed class MqttSidecarTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fleet-mqtt-").FullName;
    private readonly TelemetryApp app = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_posted_to_the_app_with_its_topic_until_the_app_takes_it()
    {
        await using var server = await MosquittoServer.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "telemetry.yaml"), Component("telemetry", server.Url, "$share/fleet/fleet/+/position") + """

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
            """, Cancellation);
        app.Refusals = 2;
        await using var runtime = await StartAsync([folder]);

        await PublishUntilAsync(runtime, "telemetry", "fleet/Grün-1/position", () => app.Came.Count >= 3);

        Assert.All(app.Came, call => Assert.Equal("""/telemetry fleet/Grün-1/position {"speedKmh":80}""", call));
    }

    [Fact]
    public async Task The_production_components_bring_positions_and_passages_to_their_routes()
    {
        await using var server = await MosquittoServer.StartAsync();
        var production = Path.Combine(folder, "production");
        Directory.CreateDirectory(production);
        foreach (var file in new[] { "telemetry.yaml", "secrets.yaml" })
            File.Copy(Path.Combine(Components, "production", file), Path.Combine(production, file));
        await File.WriteAllTextAsync(Path.Combine(folder, "out.yaml"), Component("out", server.Url, "unused"), Cancellation);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["FLEET_MQTT"] = server.Url, ["POD_NAME"] = "vehicle-tracking-0" };
        await using var runtime = await StartAsync([folder, production], environment);

        await PublishUntilAsync(runtime, "out", "fleet/van-1/position", () => Came("/position-telemetry fleet/van-1/position"));
        await PublishUntilAsync(runtime, "out", "fleet/cameras/r7n-1/passage", () => Came("/passage-telemetry fleet/cameras/r7n-1/passage"));

        Assert.Equal(2, app.Came.Distinct().Count());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Components
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "Fleet.sln")))
                folder = folder.Parent;
            return Path.Combine(folder.FullName, "components");
        }
    }

    private static string Component(string name, string url, string topic) => $$"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: {{name}}
        spec:
          type: bindings.mqtt3
          version: v1
          metadata:
          - name: url
            value: {{url}}
          - name: topic
            value: {{topic}}
          - name: consumerID
            value: "{appID}-{{name}}"
        """;

    private async Task<FleetRuntime> StartAsync(IReadOnlyList<string> folders, IReadOnlyDictionary<string, string>? environment = null)
    {
        var sidecar = new SidecarOptions { AppId = "vehicle-tracking", AppHandler = app, ResourcePaths = [.. folders], Environment = environment ?? new Dictionary<string, string>(StringComparer.Ordinal) };
        var runtime = await FleetRuntime.StartAsync(new RuntimeOptions { Sidecars = [sidecar], Strict = true, DataDirectory = Path.Combine(folder, "data") }, Cancellation);
        await runtime.Sidecars[0].AppReady;
        return runtime;
    }

    private bool Came(string call) => app.Came.Any(known => known.StartsWith(call, StringComparison.Ordinal));

    // What is published before the subscription stands is nobody's.
    private async Task PublishUntilAsync(FleetRuntime runtime, string component, string topic, Func<bool> came)
    {
        await using var front = await InProcessFront.OpenAsync(runtime);
        using var client = new HttpMessageInvoker(front.HandlerOf(runtime.Sidecars[0]));
        while (!came())
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/v1.0/bindings/" + component)
            {
                Content = new StringContent($$$"""{"operation":"create","data":{"speedKmh":80},"metadata":{"topic":"{{{topic}}}"}}"""),
            };
            using var answer = await client.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        }
    }

    private sealed class TelemetryApp : HttpMessageHandler
    {
        private int calls;

        /// <summary>How many of the first messages are refused.</summary>
        public int Refusals { get; set; }

        public ConcurrentQueue<string> Came { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            var status = path.StartsWith("/dapr/", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.OK;
            if (request.Method == HttpMethod.Post)
            {
                Came.Enqueue($"{path} {request.Headers.NonValidated["topic"]} {await request.Content!.ReadAsStringAsync(cancellationToken)}");
                if (Interlocked.Increment(ref calls) <= Refusals)
                    status = HttpStatusCode.ServiceUnavailable;
            }

            return new HttpResponseMessage(status) { Content = new ByteArrayContent([]) };
        }
    }
}
