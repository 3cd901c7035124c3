using Fleet.Runtime.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Runtime.Testing;

/// <summary>How a test wants its runtime.</summary>
public sealed record FleetTestOptions
{
    /// <summary>Folders with component files.</summary>
    public IReadOnlyList<string> ResourcePaths { get; init; } = [];

    /// <summary>The clock of the runtime and of every app.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where components keep their data; null: a folder of its own that is deleted at the end.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Environment of every sidecar.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where runtime and apps say what happens.</summary>
    public ILoggerFactory Logs { get; init; } = NullLoggerFactory.Instance;
}

/// <summary>
/// A runtime and ASP.NET Core apps in one process, without a port: each app is its own Program, behind its own sidecar.
/// </summary>
public sealed class FleetTestHost : IAsyncDisposable
{
    private readonly FleetTestOptions options;
    private readonly string? ownFolder;
    private readonly InProcessFront front;
    private readonly Dictionary<string, HostedApp> apps = new(StringComparer.Ordinal);

    private FleetTestHost(FleetTestOptions options, string? ownFolder, FleetRuntime runtime, InProcessFront front)
    {
        this.options = options;
        this.ownFolder = ownFolder;
        this.front = front;
        Runtime = runtime;
    }

    /// <summary>The runtime, for a look inside.</summary>
    public FleetRuntime Runtime { get; }

    /// <summary>Starts a runtime without apps.</summary>
    public static async Task<FleetTestHost> StartAsync(FleetTestOptions options, CancellationToken cancellationToken = default)
    {
        var ownFolder = options.DataDirectory is null ? Directory.CreateTempSubdirectory("fleet-test-").FullName : null;
        var folder = options.DataDirectory ?? ownFolder!;
        var runtime = await FleetRuntime.StartAsync(
            new RuntimeOptions { Time = options.Time, DataDirectory = folder, SchedulerDatabase = Path.Combine(folder, "scheduler.db"), Logs = options.Logs, Strict = true },
            cancellationToken);
        return new FleetTestHost(options, ownFolder, runtime, await InProcessFront.OpenAsync(runtime));
    }

    /// <summary>Adds the app whose Program is in the assembly of <typeparamref name="TEntry"/>, with its sidecar.</summary>
    public async Task<HostedApp> AddAppAsync<TEntry>(string appId, Action<IWebHostBuilder>? configure = null, CancellationToken cancellationToken = default)
        where TEntry : class
    {
        var toSidecar = new LateHandler();
        var app = HostedApp.Create<TEntry>(appId, toSidecar, options, configure);
        var sidecars = await Runtime.AddAsync([Sidecar(appId) with { AppHandler = app.Handler }], cancellationToken);
        toSidecar.Connect(front.HandlerOf(sidecars[0]));
        app.Sidecar = sidecars[0];
        apps[appId] = app;
        return app;
    }

    /// <summary>Adds a sidecar without an app: a client that calls the others.</summary>
    public async Task<HttpClient> AddClientAsync(string appId, CancellationToken cancellationToken = default)
    {
        var sidecars = await Runtime.AddAsync([Sidecar(appId)], cancellationToken);
        return new HttpClient(front.HandlerOf(sidecars[0])) { BaseAddress = new Uri("http://localhost") };
    }

    /// <summary>The app of that id.</summary>
    public HostedApp App(string appId) => apps[appId];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        foreach (var app in apps.Values)
            await app.DisposeAsync();
        await front.DisposeAsync();
        if (ownFolder is not null)
            Directory.Delete(ownFolder, recursive: true);
    }

    private SidecarOptions Sidecar(string appId) => new()
    {
        AppId = appId,
        ResourcePaths = options.ResourcePaths,
        Environment = options.Environment,
    };
}
