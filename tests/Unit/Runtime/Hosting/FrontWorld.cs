using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Testing;
using Microsoft.Extensions.Logging;

namespace Fleet.Tests.Unit.Runtime.Hosting;

/// <summary>Sidecars <c>app-a</c> and <c>app-b</c> of one runtime, each with an app that answers what it was asked.</summary>
internal sealed class FrontWorld : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fleet-front-").FullName;
    private readonly Dictionary<string, HttpClient> clients = new(StringComparer.Ordinal);
    private FleetRuntime? runtime;
    private InProcessFront? front;

    /// <summary>What the apps were asked, as <c>app-b: GET /path?query</c>.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Headers and bodies of the same calls.</summary>
    public ConcurrentQueue<(HttpRequestMessage Request, string Body)> Requests { get; } = new();

    /// <summary>Lines that the runtime logged.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>Whether <c>/fail</c> of the apps is a good answer.</summary>
    public bool IsWell { get; set; }

    /// <summary>Starts both; <paramref name="configuration"/> is the spec of app-a's Configuration, <paramref name="ofB"/> that of app-b's.</summary>
    public static async Task<FrontWorld> StartAsync(string resources = "", string configuration = "", string ofB = "", TimeProvider? time = null, Func<SidecarOptions, SidecarOptions>? change = null)
    {
        var world = new FrontWorld();
        try
        {
            await world.BeginAsync(resources, configuration, ofB, time ?? TimeProvider.System, change ?? (options => options));
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks the sidecar of app-a, or another one's.</summary>
    public async Task<(int Status, string Body, HttpResponseMessage Response)> SendAsync(
        string path, string method = "GET", string? body = null, string of = "app-a", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "text/plain");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var response = await clients[of].SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response);
    }

    public async ValueTask DisposeAsync()
    {
        if (runtime is not null)
            await runtime.DisposeAsync();
        foreach (var client in clients.Values)
            client.Dispose();
        if (front is not null)
            await front.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task BeginAsync(string resources, string configuration, string ofB, TimeProvider time, Func<SidecarOptions, SidecarOptions> change)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "resources.yaml"), resources);
        var logs = LoggerFactory.Create(builder => builder.AddProvider(new LineProvider(Lines)));
        var sidecars = new[] { Options("app-a", await ConfigAsync("a", configuration)), Options("app-b", await ConfigAsync("b", ofB)) }.Select(change);
        runtime = await FleetRuntime.StartAsync(new RuntimeOptions { Sidecars = [.. sidecars], DataDirectory = folder, Time = time, Logs = logs }, TestContext.Current.CancellationToken);
        front = await InProcessFront.OpenAsync(runtime);
        foreach (var sidecar in runtime.Sidecars)
            clients[sidecar.AppId] = new HttpClient(front.HandlerOf(sidecar)) { BaseAddress = new Uri("http://localhost") };
        foreach (var sidecar in runtime.Sidecars)
            await PubSub.SidecarReadiness.AppReady(sidecar);
        Calls.Clear();
        Requests.Clear();
    }

    private SidecarOptions Options(string appId, IReadOnlyList<string> configs) =>
        new() { AppId = appId, AppHandler = new App(this, appId), ResourcePaths = [folder], ConfigPaths = configs };

    private async Task<IReadOnlyList<string>> ConfigAsync(string name, string spec)
    {
        if (spec.Length == 0)
            return [];
        var path = Path.Combine(folder, name + ".config");
        await File.WriteAllTextAsync(path, "apiVersion: dapr.io/v1alpha1\nkind: Configuration\nmetadata: {name: test}\nspec:\n" + spec.ReplaceLineEndings("\n"));
        return [path];
    }

    private sealed class App(FrontWorld world, string appId) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            world.Calls.Enqueue($"{appId}: {request.Method} {request.RequestUri!.PathAndQuery}");
            world.Requests.Enqueue((request, body));
            return new HttpResponseMessage(world.StatusOf(request.RequestUri.AbsolutePath))
            {
                Content = new StringContent($"{appId} heard {body}"),
            };
        }
    }

    private HttpStatusCode StatusOf(string path)
    {
        if (path == "/fail" && !IsWell)
            return HttpStatusCode.InternalServerError;
        return path.StartsWith("/dapr/", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.OK;
    }

    private sealed class LineProvider(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
