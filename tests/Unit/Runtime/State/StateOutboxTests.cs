using System.Text.Json.Nodes;
using Fleet.Tests.Unit.Runtime.Hosting;

namespace Fleet.Tests.Unit.Runtime.State;

/// <summary>What the outbox publishes of a transaction; as Dapr's source has it.</summary>
public sealed class StateOutboxTests
{
    private const string Resources = """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: {name: store}
        spec:
          type: state.in-memory
          version: v1
          metadata:
          - {name: outboxPublishPubsub, value: pubsub}
          - {name: outboxPublishTopic, value: changes}
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: {name: pubsub}
        spec: {type: pubsub.in-memory, version: v1}
        ---
        apiVersion: dapr.io/v2alpha1
        kind: Subscription
        metadata: {name: changes}
        scopes: [app-a]
        spec:
          pubsubname: pubsub
          topic: changes
          routes: {default: /changes}
        """;

    [Fact]
    public async Task A_projection_is_published_in_the_place_of_what_is_written()
    {
        var (world, body) = await TransactAsync("""
            {"operation":"upsert","request":{"key":"a","value":{"x":1,"secret":2}}},
            {"operation":"upsert","request":{"key":"a","value":{"x":1},"metadata":{"outbox.projection":"true"}}},
            {"operation":"delete","request":{"key":"b"}}
            """);
        await using (world)
        {
            Assert.Equal("""{"x":1}""", body["data"]!.ToJsonString());
            Assert.Equal("""{"x":1,"secret":2}""", (await world.SendAsync("/v1.0/state/store/a")).Body);
            Assert.Single(world.Requests);
        }
    }

    [Fact]
    public async Task Metadata_of_an_operation_become_members_of_its_event()
    {
        var (world, body) = await TransactAsync("""
            {"operation":"upsert","request":{"key":"a","value":"hello","metadata":{"type":"mine","own":"o","id":"no","data":"no","topic":"no","datacontenttype":"text/plain"}}}
            """);
        await using (world)
        {
            Assert.StartsWith("outbox-", (string?)body["id"], StringComparison.Ordinal);
            Assert.Equal(("hello", "mine", "o", "changes"), ((string?)body["data"], (string?)body["type"], (string?)body["own"], (string?)body["topic"]));
            Assert.Equal(("text/plain", "app-a", "pubsub"), ((string?)body["datacontenttype"], (string?)body["source"], (string?)body["pubsubname"]));
        }
    }

    private static async Task<(FrontWorld World, JsonNode Body)> TransactAsync(string operations)
    {
        var world = await FrontWorld.StartAsync(Resources);
        var (status, _, _) = await world.SendAsync("/v1.0/state/store/transaction", "POST", "{\"operations\":[" + operations + "]}");
        Assert.Equal(204, status);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
        while (world.Requests.IsEmpty)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        return (world, JsonNode.Parse(world.Requests.First().Body)!);
    }
}
