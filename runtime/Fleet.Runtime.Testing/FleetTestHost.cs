using System.Collections.Concurrent;
using Fleet.Runtime.Components;
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

    /// <summary>Component types; null: all that the runtime has.</summary>
    public ComponentRegistry? Components { get; init; }

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
    private readonly ConcurrentDictionary<string, HostedApp> apps = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<HostedApp>> restarts = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Task> ended = [];

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
            new RuntimeOptions
            {
                Time = options.Time,
                DataDirectory = folder,
                SchedulerDatabase = Path.Combine(folder, "scheduler.db"),
                Components = options.Components,
                Logs = options.Logs,
                Strict = true,
            },
            cancellationToken);
        return new FleetTestHost(options, ownFolder, runtime, await InProcessFront.OpenAsync(runtime));
    }

    /// <summary>Adds the app whose Program is in the assembly of <typeparamref name="TEntry"/>, with its sidecar.</summary>
    public async Task<HostedApp> AddAppAsync<TEntry>(string appId, Action<IWebHostBuilder>? configure = null, CancellationToken cancellationToken = default)
        where TEntry : class
    {
        var toApp = new AppLine();
        var app = HostedApp.Create<TEntry>(appId, new AppLine(), options, configure);
        toApp.Join(app.Handler);
        var sidecars = await Runtime.AddAsync([Sidecar(appId) with { AppHandler = toApp }], cancellationToken);
        app.ToApp = toApp;
        app.Sidecar = sidecars[0];
        app.ToSidecar.Join(front.HandlerOf(app.Sidecar));
        restarts[appId] = () => HostedApp.Create<TEntry>(appId, new AppLine(), options, configure);
        return apps[appId] = app;
    }

    /// <summary>
    /// Ends an app as a kill does: whatever it still does reaches nobody, and nobody reaches it. Its sidecar stays.
    /// </summary>
    public void CrashApp(string appId)
    {
        var app = apps[appId];
        app.ToSidecar.Cut();
        app.ToApp.Cut();
        ended.Add(app.DisposeAsync().AsTask());
    }

    /// <summary>Starts a crashed app again, beside the sidecar that it had.</summary>
    public void RestartApp(string appId)
    {
        var (before, app) = (apps[appId], restarts[appId]());
        app.ToApp = before.ToApp;
        app.Sidecar = before.Sidecar;
        app.ToSidecar.Join(front.HandlerOf(app.Sidecar));
        app.ToApp.Join(app.Handler);
        apps[appId] = app;
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
        await Task.WhenAll(ended);
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
