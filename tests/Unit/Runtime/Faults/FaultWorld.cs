using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Runtime.Components;
using Fleet.Runtime.Testing;
using Microsoft.AspNetCore.Http;

namespace Fleet.Tests.Unit.Runtime.Faults;

/// <summary>An app that takes everything, its sidecar, a caller beside it, and components that count; on virtual time.</summary>
internal sealed class FaultWorld : IAsyncDisposable
{
    private const string Subscriptions = """[{"pubsubname":"pubsub","topic":"orders","route":"/orders"}]""";
    private readonly ConcurrentQueue<string> done = new();
    private readonly ConcurrentQueue<int> orders = new();
    private HttpClient caller = null!;

    private FaultWorld(FleetTestHost host) => Host = host;

    public FleetTestHost Host { get; }

    /// <summary>What was carried out, in order: paths of the app, words of components.</summary>
    public IReadOnlyList<string> Done => [.. done];

    /// <summary>Ids of the events that came to the app, in order.</summary>
    public IReadOnlyList<int> Orders => [.. orders];

    public static async Task<FaultWorld> StartAsync(int seed = 0, string resiliency = "")
    {
        FaultWorld? world = null;
        var components = ComponentTypes.CreateRegistry()
            .Add(new ComponentType("state.counting", [], context => new CountingStore(word => world!.done.Enqueue(word))))
            .Add(new ComponentType("bindings.counting", [], context => new CountingBinding(word => world!.done.Enqueue(word))))
            .Add(new ComponentType("lock.counting", [], context => new CountingLocks(word => world!.done.Enqueue(word))))
            .Add(new ComponentType("configuration.counting", [], context => new CountingConfiguration(word => world!.done.Enqueue(word))))
            .Add(new ComponentType("secretstores.counting", [], context => new CountingSecrets(word => world!.done.Enqueue(word))));
        var host = await FleetTestHost.StartAsync(new FleetTestOptions
        {
            Time = new VirtualTime(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            Components = components,
            FaultSeed = seed,
            Resources = Yaml + resiliency,
        });
        world = new FaultWorld(host);
        await host.AddAppAsync("app", world.AnswerAsync);
        world.caller = await host.AddClientAsync("caller");
        await host.ReadyAsync();
        world.done.Clear();
        return world;
    }

    /// <summary>Makes a call whose mark is <paramref name="mark"/>; whether its caller was told that all went well.</summary>
    public async Task<bool> CallAsync(string operation, string mark)
    {
        try
        {
            using var client = operation == "client" ? Host.App("app").CreateClient() : null;
            using var response = await SendAsync(client ?? caller, operation, mark);
            return response.IsSuccessStatusCode;
        }
        catch (Exception broken) when (broken is HttpRequestException or OperationCanceledException or IOException)
        {
            return false;
        }
    }

    /// <summary>Posts as the caller; what its sidecar refuses is the status that comes back.</summary>
    public async Task<int> PostAsync(string path, object body)
    {
        using var response = await caller.PostAsJsonAsync(path, body);
        return (int)response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        await Host.DisposeAsync();
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string operation, string mark) => operation switch
    {
        "invoke" or "app.call" or "api" => client.PostAsync("/v1.0/invoke/app/method/" + mark, new StringContent(mark)),
        "actor" or "app.actor" => client.PostAsync($"/v1.0/actors/T/{mark}/method/{mark}", new StringContent(mark)),
        "client" => client.PostAsync("/" + mark, new StringContent(mark)),
        "state.get" => client.GetAsync("/v1.0/state/counting/" + mark),
        "state.set" => client.PostAsJsonAsync("/v1.0/state/counting", new[] { new { key = mark, value = 1 } }),
        "state.delete" => client.DeleteAsync("/v1.0/state/counting/" + mark),
        "state.transact" => client.PostAsJsonAsync("/v1.0/state/counting/transaction", new { operations = new[] { new { operation = "upsert", request = new { key = mark, value = 1 } } } }),
        "bind" => client.PostAsJsonAsync("/v1.0/bindings/binding", new { operation = "create", data = mark }),
        "secret" => client.GetAsync("/v1.0/secrets/secrets/" + mark),
        "lock.take" => client.PostAsJsonAsync("/v1.0-alpha1/lock/locks", new { resourceId = mark, lockOwner = "me", expiryInSeconds = 60 }),
        "lock.free" => client.PostAsJsonAsync("/v1.0-alpha1/unlock/locks", new { resourceId = mark, lockOwner = "me" }),
        "configuration" => client.GetAsync("/v1.0/configuration/settings?key=" + mark),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Not made here."),
    };

    private async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (path == "/dapr/subscribe")
        {
            await http.Response.WriteAsync(Subscriptions);
            return;
        }

        if (path == "/dapr/config")
        {
            await http.Response.WriteAsync("""{"entities":["T"]}""");
            return;
        }

        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        if (path == "/orders")
            orders.Enqueue(JsonDocument.Parse(body).RootElement.GetProperty("data").GetProperty("id").GetInt32());
        // The body of what a test sends is its mark: a second sending must have it whole.
        if (http.Request.Method is "POST" or "PUT" && path != "/tick")
            done.Enqueue(body.Length is > 0 and < 3 ? body : path);
    }

    private const string Yaml = """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: {name: statestore}
        spec: {type: state.in-memory, version: v1, metadata: [{name: actorStateStore, value: "true"}]}
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: {name: pubsub}
        spec: {type: pubsub.sqlite, version: v1, metadata: [{name: connectionString, value: pubsub.db}]}
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: {name: counting}
        spec: {type: state.counting, version: v1, metadata: []}
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: {name: binding}
        spec: {type: bindings.counting, version: v1, metadata: []}
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: {name: secrets}
        spec: {type: secretstores.counting, version: v1, metadata: []}
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: {name: locks}
        spec: {type: lock.counting, version: v1, metadata: []}
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: {name: settings}
        spec: {type: configuration.counting, version: v1, metadata: []}
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: {name: tick}
        spec: {type: bindings.cron, version: v1, metadata: [{name: schedule, value: "@every 10s"}]}
        scopes: [app]

        """;
}
