using Fleet.Runtime.Faults;
using Fleet.Runtime.Hosting;

namespace Fleet.Runtime.Testing;

/// <summary>An app that runs in the test's process.</summary>
public sealed class HostedApp : IAsyncDisposable
{
    private readonly RunningApp running;
    private readonly FaultBook faults;

    internal HostedApp(string appId, RunningApp running, AppLine toSidecar, FaultBook faults)
    {
        AppId = appId;
        ToSidecar = toSidecar;
        this.running = running;
        this.faults = faults;
        Handler = new InProcessWay(running.Handler);
    }

    /// <summary>App id.</summary>
    public string AppId { get; }

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => running.Services;

    /// <summary>The app's sidecar.</summary>
    public Sidecar Sidecar { get; internal set; } = null!;

    /// <summary>The way from the app to its sidecar; a restarted app has a new one.</summary>
    public AppLine ToSidecar { get; }

    /// <summary>The way from the sidecar to the app; a restarted app keeps it.</summary>
    public AppLine ToApp { get; internal set; } = null!;

    /// <summary>Calls of the app go through here.</summary>
    internal HttpMessageHandler Handler { get; }

    /// <summary>A client that calls the app itself, past its sidecar; faults call it <c>client</c>.</summary>
    public HttpClient CreateClient() => new(new FaultyClient(AppId, faults, Handler), disposeHandler: false) { BaseAddress = new Uri("http://localhost") };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => running.DisposeAsync();
}
