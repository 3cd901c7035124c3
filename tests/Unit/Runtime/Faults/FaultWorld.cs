using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using Fleet.Runtime.Bindings;
using Fleet.Runtime.Components;
using Fleet.Runtime.Secrets;
using Fleet.Runtime.State;
using Fleet.Runtime.Testing;
using Microsoft.AspNetCore.Http;

namespace Fleet.Tests.Unit.Runtime.Faults;

/// <summary>An app that takes everything, its sidecar, a caller beside it, and components that count; on virtual time.</summary>
internal sealed class FaultWorld : IAsyncDisposable
{
    private const string Subscriptions = """[{"pubsubname":"pubsub","topic":"orders","route":"/orders"}]""";
    private readonly ConcurrentQueue<string> done = new();
    private HttpClient caller = null!;

    private FaultWorld(FleetTestHost host) => Host = host;

    public FleetTestHost Host { get; }

    /// <summary>What was carried out, in order: paths of the app, words of components.</summary>
    public IReadOnlyList<string> Done => [.. done];

    public static async Task<FaultWorld> StartAsync(int seed = 0, string resiliency = "")
    {
        FaultWorld? world = null;
        var components = ComponentTypes.CreateRegistry()
            .Add(new ComponentType("state.counting", [], context => new CountingStore(word => world!.done.Enqueue(word))))
            .Add(new ComponentType("bindings.counting", [], context => new CountingBinding(word => world!.done.Enqueue(word))))
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
        metadata: {name: tick}
        spec: {type: bindings.cron, version: v1, metadata: [{name: schedule, value: "@every 10s"}]}
        scopes: [app]

        """;
}

/// <summary>A store that holds one value under every key.</summary>
internal sealed class CountingStore(Action<string> did) : ITransactionalStateStore
{
    public Task InitAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<StateEntry?>> GetAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        did(Mark(keys[0]));
        return Task.FromResult<IReadOnlyList<StateEntry?>>([.. keys.Select(_ => new StateEntry("1"u8.ToArray(), "1", null))]);
    }

    public Task WriteAsync(StateWrite write, CancellationToken cancellationToken) => TransactAsync([write], cancellationToken);

    public Task TransactAsync(IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken)
    {
        did(Mark(writes[0].Key));
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Mark(string key) => key.Split("||")[^1];
}

/// <summary>A binding that does nothing.</summary>
internal sealed class CountingBinding(Action<string> did) : IOutputBinding
{
    public IReadOnlyList<string> Operations { get; } = ["create"];

    public Task InitAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<BindingResponse> InvokeAsync(BindingRequest request, CancellationToken cancellationToken)
    {
        did(Encoding.UTF8.GetString(request.Data.Span).Trim('"'));
        return Task.FromResult(BindingResponse.Nothing);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>A store with every secret.</summary>
internal sealed class CountingSecrets(Action<string> did) : ISecretStore
{
    public Task InitAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyDictionary<string, string>?> GetAsync(string name, CancellationToken cancellationToken)
    {
        did(name);
        return Task.FromResult<IReadOnlyDictionary<string, string>?>(new Dictionary<string, string>(StringComparer.Ordinal) { [name] = "x" });
    }

    public Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> GetAllAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>(new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
