using Fleet.Runtime.Faults;
using Fleet.Runtime.Reload;

namespace Fleet.Runtime.Hosting;

/// <summary>
/// The embedded runtime: plays every sidecar of one machine in one process. An object like any other; two of them in
/// one process share nothing.
/// </summary>
public sealed class FleetRuntime : IAsyncDisposable
{
    private readonly List<Sidecar> sidecars = [];
    private readonly List<KestrelFront> fronts = [];
    private readonly Lock gate = new();

    private FleetRuntime(RuntimeOptions options)
    {
        Options = options;
        Shared = new SharedServices(options);
        Api = new ApiFront(BuildingBlocks.CreateRoutes());
        Reload = new ResourceReload(this);
    }

    /// <summary>What it was made of.</summary>
    public RuntimeOptions Options { get; }

    /// <summary>What its sidecars share.</summary>
    public SharedServices Shared { get; }

    /// <summary>What is to go wrong, for tests and drills.</summary>
    public FaultBook Faults => Shared.Faults;

    /// <summary>Who is who among its apps.</summary>
    public AppDirectory Apps { get; } = new();

    /// <summary>Answers API calls, whichever door they come through.</summary>
    public ApiFront Api { get; }

    internal ResourceReload Reload { get; }

    /// <summary>A sidecar's end broke off calls in progress; of a process of its own that would be an error.</summary>
    public bool HasBrokenOff { get; internal set; }

    /// <summary>The sidecars that are up.</summary>
    public IReadOnlyList<Sidecar> Sidecars
    {
        get
        {
            lock (gate)
                return [.. sidecars];
        }
    }

    /// <summary>Starts a runtime with the sidecars of <paramref name="options"/>: they listen when this returns.</summary>
    /// <exception cref="RuntimeStartException">Mistakes in files, components that cannot start, ports that are taken.</exception>
    public static async Task<FleetRuntime> StartAsync(RuntimeOptions options, CancellationToken cancellationToken)
    {
        var runtime = new FleetRuntime(options);
        try
        {
            await runtime.AddAsync(options.Sidecars, cancellationToken);
            return runtime;
        }
        catch
        {
            await runtime.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds sidecars to a running runtime: they listen when this returns.</summary>
    /// <exception cref="RuntimeStartException">As at the start.</exception>
    public async Task<IReadOnlyList<Sidecar>> AddAsync(IReadOnlyList<SidecarOptions> options, CancellationToken cancellationToken)
    {
        var added = await SidecarLoader.LoadAsync(this, options, cancellationToken);
        lock (gate)
            sidecars.AddRange(added);
        foreach (var sidecar in added)
            Apps.Add(sidecar);
        try
        {
            await OpenAsync(added, cancellationToken);
            await Task.WhenAll(added.Select(sidecar => sidecar.StartAsync(cancellationToken)));
            return added;
        }
        catch
        {
            foreach (var sidecar in added)
                await StopAsync(sidecar, CancellationToken.None);
            throw;
        }
    }

    /// <summary>
    /// Reads the resource folders again and puts changed Resiliency and Subscription files in force, in all sidecars at once
    /// or, when there is a mistake, in none. The runtime does it by itself when a file changes; completes when it is done.
    /// </summary>
    public Task ReloadAsync(CancellationToken cancellationToken = default) => Reload.ReloadAsync(cancellationToken);

    /// <summary>Stops one sidecar; the others go on. Ports that were opened together are freed with the last of them.</summary>
    public async Task StopAsync(Sidecar sidecar, CancellationToken cancellationToken)
    {
        Apps.Remove(sidecar);
        await sidecar.StopAsync(cancellationToken);
        List<KestrelFront> unused;
        lock (gate)
        {
            sidecars.Remove(sidecar);
            unused = fronts.FindAll(front => front.IsUnused);
            fronts.RemoveAll(unused.Contains);
        }

        foreach (var front in unused)
            await front.DisposeAsync();
    }

    private async Task OpenAsync(IReadOnlyList<Sidecar> added, CancellationToken cancellationToken)
    {
        if (await KestrelFront.StartAsync(Api, added, cancellationToken) is not { } front)
            return;
        lock (gate)
            fronts.Add(front);
    }

    /// <summary>Stops all sidecars and frees every port.</summary>
    public async ValueTask DisposeAsync()
    {
        await Reload.DisposeAsync();
        await Task.WhenAll(Sidecars.Select(sidecar => sidecar.StopAsync(CancellationToken.None)));
        List<KestrelFront> open;
        lock (gate)
        {
            sidecars.Clear();
            open = [.. fronts];
            fronts.Clear();
        }

        foreach (var front in open)
            await front.DisposeAsync();
        await Shared.DisposeAsync();
    }
}
