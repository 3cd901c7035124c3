using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.FineCollection;

namespace Fleet.Tests.Services.Chain;

/// <summary>An app that subscribes to the fine events and keeps them.</summary>
internal sealed class EventListener : HttpMessageHandler
{
    private readonly ConcurrentQueue<FineEvent> events = new();
    private readonly ConcurrentQueue<string> traces = new();

    /// <summary>Every delivery, repeated ones too.</summary>
    public IReadOnlyList<FineEvent> Events => [.. events];

    /// <summary>The traces that deliveries belonged to.</summary>
    public IReadOnlyCollection<string> Traces => traces;

    /// <summary>Ids of the fines told of.</summary>
    public IReadOnlySet<string> FineIds => events.Select(told => told.FineId).ToHashSet(StringComparer.Ordinal);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        switch (request.RequestUri!.AbsolutePath)
        {
            case "/dapr/subscribe":
                var subscription = new { pubsubname = ComponentNames.PubSub, topic = Topics.FineEvents, route = "/told" };
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(new[] { subscription }) };
            case "/told":
                traces.Enqueue(request.Headers.GetValues("traceparent").Single());
                var told = await request.Content!.ReadFromJsonAsync<JsonElement>(cancellationToken);
                events.Enqueue(told.GetProperty("data").Deserialize<FineEvent>(ContractJson.Options)!);
                return new HttpResponseMessage(HttpStatusCode.OK);
            default:
                return new HttpResponseMessage(HttpStatusCode.NotFound);
        }
    }
}
