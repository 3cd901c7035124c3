using System.Text.Json.Nodes;
using Fleet.Runtime.Testing;
using Fleet.Tests.Unit.Runtime.Hosting;

namespace Fleet.Tests.Unit.Runtime.State;

/// <summary>What the state API makes of requests that recordings do not show; as Dapr's source has it.</summary>
public sealed class StateApiTests
{
    private const string Stores = """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: {name: memory}
        spec: {type: state.in-memory, version: v1}
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: {name: sqlite}
        spec:
          type: state.sqlite
          version: v1
          metadata:
          - {name: connectionString, value: state.db}
        """;

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task Names_of_fields_may_be_written_in_capitals(string store)
    {
        await using var world = await FrontWorld.StartAsync(Stores);

        await ExpectAsync(world, 204, $"/v1.0/state/{store}", "POST", """[{"Key":"a","VALUE":1,"Options":{"Concurrency":"first-write"}}]""");
        await ExpectAsync(world, 204, $"/v1.0/state/{store}/transaction", "POST", """{"Operations":[{"Operation":"upsert","Request":{"KEY":"b","value":2}}]}""");

        Assert.Equal("1", await ExpectAsync(world, 200, $"/v1.0/state/{store}/a"));
        Assert.Equal("2", await ExpectAsync(world, 200, $"/v1.0/state/{store}/b"));
    }

    [Theory]
    [InlineData("-2", 500)]
    [InlineData("2147483648", 500)]
    [InlineData("1.5", 500)]
    [InlineData("-1", 204)]
    [InlineData("0", 204)]
    [InlineData("", 204)]
    public async Task A_time_to_live_is_minus_one_or_more(string ttl, int status)
    {
        await using var world = await FrontWorld.StartAsync(Stores);

        var body = await ExpectAsync(world, status, "/v1.0/state/memory", "POST", $$$"""[{"key":"a","value":1,"metadata":{"ttlInSeconds":"{{{ttl}}}"}}]""");

        Assert.Equal(status == 500, body.Contains("ERR_STATE_SAVE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metadata_of_the_query_are_those_of_every_operation_of_a_transaction()
    {
        var time = new VirtualTime(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var world = await FrontWorld.StartAsync(Stores, time: time);
        await ExpectAsync(world, 204, "/v1.0/state/memory/transaction?metadata.ttlInSeconds=30", "POST", """{"operations":[{"operation":"upsert","request":{"key":"a","value":1}}]}""");

        time.Advance(TimeSpan.FromSeconds(30));

        await ExpectAsync(world, 204, "/v1.0/state/memory/a");
    }

    [Theory]
    [InlineData("""{"keys":["a"],"parallelism":"two"}""")]
    [InlineData("""{"keys":["a"],"metadata":{"a":1}}""")]
    [InlineData("""{"keys":"a"}""")]
    [InlineData("""{"keys":[1]}""")]
    public async Task A_bulk_read_with_fields_of_another_kind_is_refused(string body)
    {
        await using var world = await FrontWorld.StartAsync(Stores);

        Assert.Contains("ERR_MALFORMED_REQUEST", await ExpectAsync(world, 400, "/v1.0/state/memory/bulk", "POST", body), StringComparison.Ordinal);
    }

    private static async Task<string> ExpectAsync(FrontWorld world, int status, string path, string method = "GET", string? body = null)
    {
        var (found, text, _) = await world.SendAsync(path, method, body);
        Assert.True(found == status, $"{method} {path}: {found} {text}");
        return text.StartsWith('{') ? JsonNode.Parse(text)!.ToJsonString() : text;
    }
}
