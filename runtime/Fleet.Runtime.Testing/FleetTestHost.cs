using System.Collections.Concurrent;
using Fleet.Runtime.Components;
using Fleet.Runtime.Faults;
using Fleet.Runtime.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Fleet.Runtime.Testing;

/// <summary>
/// A runtime and ASP.NET Core apps in one process, without a port: each app is its own Program, or one that the test
/// builds, behind its own sidecar.
/// </summary>
public sealed partial class FleetTestHost : IAsyncDisposable
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromMinutes(2);
    private readonly FleetTestOptions options;
    private readonly TestFolders folders;
    private readonly ComponentRegistry registry;
    private readonly ConcurrentDictionary<string, HostedApp> apps = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<AppWiring, Task<RunningApp>>> programs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, AppLine> clients = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Task> ended = [];
    private readonly Recent<AppCall> calls;
    private readonly Recent<AppFailure> failures;
    private InProcessFront front = null!;

    private FleetTestHost(FleetTestOptions options)
    {
        this.options = options;
        folders = new TestFolders(options);
        Faults = options.Faults ?? new FaultBook(options.Time, options.FaultSeed);
        calls = new Recent<AppCall>(options.RememberedCalls);
        failures = new Recent<AppFailure>(options.RememberedCalls);
        var published = new Recent<PublishedEvent>(options.RememberedCalls);
        registry = RecordedPubSub.In(options.Components ?? ComponentTypes.CreateRegistry(), published);
        Inspect = new HostInspector(this, calls, published, failures);
    }

    /// <summary>The runtime; another one after a restart.</summary>
    public FleetRuntime Runtime { get; private set; } = null!;

    /// <summary>What is to go wrong; it stays over restarts.</summary>
    public FaultBook Faults { get; }

    /// <summary>A look inside.</summary>
    public HostInspector Inspect { get; }

    /// <summary>The clock that the test moves.</summary>
    /// <exception cref="InvalidOperationException">The host runs on another clock.</exception>
    public VirtualTime Time => options.Time as VirtualTime
        ?? throw new InvalidOperationException("the host was not started with a VirtualTime, so its clock cannot be moved");

    /// <summary>Starts a runtime without apps.</summary>
    /// <exception cref="RuntimeStartException">A folder of resources is missing, or there are mistakes in resources; all at once.</exception>
    public static async Task<FleetTestHost> StartAsync(FleetTestOptions? options = null, CancellationToken cancellationToken = default)
    {
        var host = new FleetTestHost(options ?? new FleetTestOptions());
        try
        {
            ResourceMistakes.ThrowIfAny(host.options, host.registry);
            await host.OpenAsync(cancellationToken);
            return host;
        }
        catch
        {
            host.folders.Dispose();
            throw;
        }
    }

    /// <summary>Adds the app whose Program is in the assembly of <typeparamref name="TEntry"/>, with its sidecar.</summary>
    public Task<HostedApp> AddAppAsync<TEntry>(string appId, Action<IWebHostBuilder>? configure = null, CancellationToken cancellationToken = default)
        where TEntry : class =>
        AddAsync(appId, wiring => RunningApp.OfProgram<TEntry>(wiring, configure), cancellationToken);

    /// <summary>Adds an app that <paramref name="build"/> makes of a builder that is ready for the test, with its sidecar.</summary>
    public Task<HostedApp> AddAppAsync(string appId, Func<WebApplicationBuilder, WebApplication> build, CancellationToken cancellationToken = default) =>
        AddAsync(appId, wiring => RunningApp.OfBuilder(wiring, options.Logs, build), cancellationToken);

    /// <summary>Adds an app that is one function, with its sidecar.</summary>
    public Task<HostedApp> AddAppAsync(string appId, RequestDelegate answer, CancellationToken cancellationToken = default) =>
        AddAppAsync(appId, RunningApp.Of(answer), cancellationToken);

    /// <summary>Adds a sidecar without an app: a client that calls the others.</summary>
    public async Task<HttpClient> AddClientAsync(string appId, CancellationToken cancellationToken = default)
    {
        var line = clients[appId] = new AppLine();
        var sidecars = await Runtime.AddAsync([Sidecar(appId)], cancellationToken);
        line.Join(front.HandlerOf(sidecars[0]));
        return new HttpClient(line) { BaseAddress = new Uri("http://localhost") };
    }

    /// <summary>The app of that id.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public HostedApp App(string appId) => apps.TryGetValue(appId, out var app) ? app : throw new ArgumentException(NoApp(appId), nameof(appId));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        folders.Dispose();
    }

    private async Task<HostedApp> AddAsync(string appId, Func<AppWiring, Task<RunningApp>> program, CancellationToken cancellationToken)
    {
        programs[appId] = program;
        var app = await StartAppAsync(appId);
        app.ToApp = new AppLine((request, status) => Record(appId, request, status));
        app.ToApp.Join(app.Handler);
        apps[appId] = app;
        await StartSidecarAsync(appId, cancellationToken);
        return app;
    }

    private async Task<HostedApp> StartAppAsync(string appId)
    {
        var toSidecar = new AppLine();
        var wiring = new AppWiring(toSidecar, options.Time, failure => failures.Add(new AppFailure(appId, failure, options.Time.GetUtcNow())));
        return new HostedApp(appId, await programs[appId](wiring), toSidecar, Faults);
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        Runtime = await FleetRuntime.StartAsync(
            new RuntimeOptions
            {
                Time = options.Time,
                DataDirectory = folders.Data,
                SchedulerDatabase = Path.Combine(folders.Data, "scheduler.db"),
                Components = registry,
                Faults = Faults,
                Logs = options.Logs,
                Strict = true,
            },
            cancellationToken);
        front = await InProcessFront.OpenAsync(Runtime);
    }

    private async Task CloseAsync()
    {
        await EndAsync("the runtime", Runtime.DisposeAsync().AsTask());
        foreach (var app in apps.Values)
            await EndAsync("app " + app.AppId, app.DisposeAsync().AsTask());
        await EndAsync("an app that has crashed", Task.WhenAll(ended));
        await EndAsync("the in-process front", front.DisposeAsync().AsTask());
    }

    // A test that has gone wrong must fail, and say where, rather than never end.
    private static async Task EndAsync(string what, Task end)
    {
        try
        {
            await end.WaitAsync(LongestEnd, TimeProvider.System);
        }
        catch (TimeoutException late) when (!end.IsCompleted)
        {
            throw new TimeoutException($"{what} has not ended within {LongestEnd.TotalSeconds:0} s", late);
        }
    }

    private string NoApp(string appId)
    {
        var known = apps.IsEmpty ? "the host has none" : $"the host has {string.Join(", ", apps.Keys.Order(StringComparer.Ordinal))}";
        return clients.ContainsKey(appId) ? $"'{appId}' is a client, a sidecar without an app; of apps {known}" : $"there is no app '{appId}': {known}";
    }

    private SidecarOptions Sidecar(string appId) => new()
    {
        AppId = appId,
        ResourcePaths = folders.Resources,
        Environment = options.Environment,
    };

    private void Record(string appId, HttpRequestMessage request, int status) =>
        calls.Add(new AppCall(appId, request.Method.Method, request.RequestUri!.PathAndQuery, status, options.Time.GetUtcNow()));
}
