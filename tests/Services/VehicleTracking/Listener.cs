using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Contracts;

namespace Fleet.Tests.Services.VehicleTracking;

/// <summary>An app that subscribes to what vehicle-tracking publishes and keeps it.</summary>
internal sealed class Listener : HttpMessageHandler
{
    private readonly ConcurrentQueue<(string Topic, JsonElement Data)> events = new();

    public IReadOnlyList<JsonElement> Of(string topic) => [.. events.Where(one => one.Topic == topic).Select(one => one.Data)];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (path == "/dapr/subscribe")
        {
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = JsonContent.Create(new[] { Topics.SpeedingViolations, Topics.VehicleAlerts }
                    .Select(topic => new { pubsubname = ComponentNames.PubSub, topic, route = "/" + topic })),
            };
        }

        if (request.Method != HttpMethod.Post || path is not ("/" + Topics.SpeedingViolations or "/" + Topics.VehicleAlerts))
            return new HttpResponseMessage(HttpStatusCode.NotFound);
        var cloudEvent = await request.Content!.ReadFromJsonAsync<JsonElement>(cancellationToken);
        events.Enqueue((path[1..], cloudEvent.GetProperty("data")));
        return new HttpResponseMessage(HttpStatusCode.OK);
    }
}
