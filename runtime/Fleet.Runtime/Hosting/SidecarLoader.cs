using Fleet.Runtime.Components;
using Fleet.Runtime.Resources;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Hosting;

/// <summary>Makes sidecars: reads their resource files, applies scopes, initialises components; all sidecars at once.</summary>
internal sealed class SidecarLoader
{
    private readonly FleetRuntime runtime;
    private readonly ComponentRegistry registry;
    private readonly ResourceFiles files = new();
    private readonly List<string> reasons = [];

    private SidecarLoader(FleetRuntime runtime)
    {
        this.runtime = runtime;
        registry = runtime.Options.Components ?? ComponentTypes.CreateRegistry();
    }

    /// <summary>All sidecars with their components initialised, or every reason why not.</summary>
    /// <exception cref="RuntimeStartException">Mistakes in files, components that cannot start.</exception>
    public static async Task<IReadOnlyList<Sidecar>> LoadAsync(FleetRuntime runtime, IReadOnlyList<SidecarOptions> options, CancellationToken cancellationToken)
    {
        var loader = new SidecarLoader(runtime);
        var plans = options.Select(loader.Read).ToList();
        loader.Judge(plans);
        var sidecars = await loader.StartAsync(plans, cancellationToken);
        await runtime.Reload.AdoptAsync(loader.files, options.SelectMany(one => one.ResourcePaths));
        return sidecars;
    }

    private SidecarPlan Read(SidecarOptions options)
    {
        try
        {
            var (configuration, mistakes) = files.ReadConfigurations(options.ConfigPaths, options.Environment);
            return SidecarPlan.Make(options, configuration, mistakes, files.ReadFolders(options.ResourcePaths), registry);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            reasons.Add($"app {options.AppId}: {unreadable.Message}");
            return SidecarPlan.Make(options, ConfigurationSpec.Default, [], ResourceSet.Empty, registry);
        }
    }

    private void Judge(IReadOnlyList<SidecarPlan> plans)
    {
        var mistakes = plans.SelectMany(plan => plan.Mistakes).Distinct().ToList();
        var stopping = runtime.Options.Strict ? mistakes : plans.SelectMany(plan => plan.Fatal).Distinct().ToList();
        if (stopping.Count > 0 || reasons.Count > 0)
            throw new RuntimeStartException([.. reasons.Distinct()], stopping);
        var log = runtime.Shared.Logs.CreateLogger("fleet.runtime.resources");
        foreach (var mistake in mistakes)
            log.LogWarning("{Mistake}", mistake.ToString());
        foreach (var plan in plans.Where(plan => plan.Resources.Configuration.HasAccessPolicies))
            log.LogWarning("App {App} has access policies for single apps: as in daprd without mTLS, only the outermost defaultAction acts", plan.Options.AppId);
    }

    private async Task<IReadOnlyList<Sidecar>> StartAsync(IReadOnlyList<SidecarPlan> plans, CancellationToken cancellationToken)
    {
        var loaders = plans.Select(plan => new ComponentLoader(runtime.Shared, registry, plan.Options)).ToList();
        try
        {
            var resources = await Task.WhenAll(plans.Zip(loaders, (plan, loader) => plan.StartAsync(loader, cancellationToken)));
            if (loaders.SelectMany(loader => loader.Failures).ToList() is { Count: > 0 } failures)
                throw new RuntimeStartException(failures, []);
            return [.. plans.Zip(loaders, resources).Select(made => Make(made.First, made.Second, made.Third))];
        }
        catch
        {
            foreach (var component in loaders.SelectMany(loader => loader.Components.All))
                await component.Component.DisposeAsync();
            throw;
        }
    }

    private Sidecar Make(SidecarPlan plan, ComponentLoader loader, SidecarResources resources)
    {
        var sidecar = new Sidecar(runtime, plan.Options, resources, loader.Components);
        sidecar.Metrics.Loaded(loader.Components, loader.LeftOut, resources.Resiliencies.Select(resiliency => resiliency.Name));
        return sidecar;
    }
}
