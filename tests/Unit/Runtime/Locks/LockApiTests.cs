using Fleet.Tests.Unit.Runtime.Hosting;

namespace Fleet.Tests.Unit.Runtime.Locks;

public sealed class LockApiTests
{
    private const string Stores = """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: {name: own}
        spec: {type: lock.in-memory, version: v1}
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: {name: shared}
        spec:
          type: lock.sqlite
          version: v1
          metadata:
          - {name: connectionString, value: lock.db}
          - {name: keyPrefix, value: none}
        """;

    [Theory]
    [InlineData("own", true)]
    [InlineData("shared", false)]
    public async Task Apps_share_locks_only_if_the_key_prefix_says_so(string store, bool ofB)
    {
        await using var world = await FrontWorld.StartAsync(Stores);

        Assert.Equal("{\"success\":true}", await SendAsync(world, store, "lock", """{"resourceId":"r","lockOwner":"x","expiryInSeconds":9}"""));
        Assert.Equal($"{{\"success\":{(ofB ? "true" : "false")}}}", await SendAsync(world, store, "lock", """{"resourceId":"r","lockOwner":"y","expiryInSeconds":9}""", of: "app-b"));
        Assert.Equal($"{{\"status\":{(ofB ? 0 : 2)}}}", await SendAsync(world, store, "unlock", """{"resourceId":"r","lockOwner":"y"}""", of: "app-b"));
        Assert.Equal("{\"status\":0}", await SendAsync(world, store, "unlock", """{"resourceId":"r","lockOwner":"x"}"""));
        Assert.Equal("{\"status\":1}", await SendAsync(world, store, "unlock", """{"resourceId":"r","lockOwner":"x"}"""));
    }

    [Theory]
    [InlineData("own", """{"resourceId":"r","lockOwner":"x","expiryInSeconds":"2e1"}""", "success")]
    [InlineData("own", """{"resourceId":"r","lockOwner":"x","expiryInSeconds":5,"unknown":{}}""", "success")]
    [InlineData("own", """{"resourceId":"r","lockOwner":"x","expiryInSeconds":1.5}""", "ERR_MALFORMED_REQUEST")]
    [InlineData("own", """{"resourceId":"r","lockOwner":"x","expiryInSeconds":2147483648}""", "ERR_MALFORMED_REQUEST")]
    [InlineData("own", """{"resourceId":7,"lockOwner":"x","expiryInSeconds":5}""", "ERR_MALFORMED_REQUEST")]
    [InlineData("own", """{"resourceId":"r","resource_id":"s","lockOwner":"x","expiryInSeconds":5}""", "ERR_MALFORMED_REQUEST")]
    [InlineData("own", """[]""", "ERR_MALFORMED_REQUEST")]
    [InlineData("own", """{"resourceId":"r","lockOwner":"x","expiryInSeconds":5} more""", "ERR_MALFORMED_REQUEST")]
    [InlineData("none", """{"resourceId":"r","lockOwner":"x","expiryInSeconds":5}""", "ERR_LOCK_STORE_NOT_FOUND")]
    [InlineData("none", """{"lockOwner":"x","expiryInSeconds":5}""", "ERR_MALFORMED_REQUEST")]
    public async Task A_body_is_read_as_protobuf_reads_json(string store, string body, string expected)
    {
        await using var world = await FrontWorld.StartAsync(Stores);

        Assert.Contains(expected, await SendAsync(world, store, "lock", body), StringComparison.Ordinal);
    }

    private static async Task<string> SendAsync(FrontWorld world, string store, string verb, string body, string of = "app-a") =>
        (await world.SendAsync($"/v1.0-alpha1/{verb}/{store}", "POST", body, of)).Body;
}
