using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Contracts;

namespace Fleet.Tests.Simulation.World;

/// <summary>Somebody outside who subscribes to every topic and keeps what came, every delivery of it; outlives every world.</summary>
internal sealed class EventLog
{
    public const string AppId = "listener";

    private static readonly string[] Followed = [Topics.SpeedingViolations, Topics.VehicleAlerts, Topics.FineEvents];
    private readonly ConcurrentQueue<(string Topic, string Data)> events = new();

    /// <summary>The events of a topic as they came.</summary>
    public IReadOnlyList<T> Of<T>(string topic) =>
        [.. events.Where(told => told.Topic == topic).Select(told => JsonSerializer.Deserialize<T>(told.Data, ContractJson.Options)!)];

    /// <summary>The app as the sidecar of one world reaches it.</summary>
    public HttpMessageHandler AppOf(CancellationToken died) => new App(this, died);

    private sealed class App(EventLog log, CancellationToken died) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            if (path == "/dapr/subscribe")
            {
                var subscriptions = Followed.Select(topic => new { pubsubname = ComponentNames.PubSub, topic, route = "/events/" + topic });
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(subscriptions) };
            }

            if (!path.StartsWith("/events/", StringComparison.Ordinal)) return new HttpResponseMessage(HttpStatusCode.NotFound);
            var told = await request.Content!.ReadFromJsonAsync<JsonElement>(cancellationToken);
            if (died.IsCancellationRequested) throw new HttpRequestException("connection refused");
            log.events.Enqueue((path["/events/".Length..], told.GetProperty("data").GetRawText()));
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}
