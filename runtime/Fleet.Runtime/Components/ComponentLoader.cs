using Fleet.Runtime.Hosting;
using Fleet.Runtime.Resources;
using Fleet.Runtime.Secrets;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Components;

/// <summary>Makes and initialises the components of one sidecar, those first whose secret store is there.</summary>
internal sealed class ComponentLoader(SharedServices shared, ComponentRegistry registry, SidecarOptions options)
{
    private static readonly TimeSpan DefaultInitTimeout = TimeSpan.FromSeconds(5);

    private readonly ILogger log = shared.Logs.CreateLogger("fleet.runtime." + options.AppId);
    private readonly MetadataResolver resolver = new(options);

    /// <summary>The components that started. What they own is the caller's, even when there are <see cref="Failures"/>.</summary>
    public ComponentSet Components { get; } = new();

    /// <summary>Why components could not start, but for those whose errors are ignored.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>The components that could not start, and whose errors are ignored.</summary>
    public List<ComponentSpec> LeftOut { get; } = [];

    /// <summary>Starts all components. One whose secret store never comes is left out.</summary>
    public async Task LoadAsync(IReadOnlyList<ComponentSpec> specs, CancellationToken cancellationToken)
    {
        var waiting = specs.ToList();
        while (waiting.Where(HasItsSecretStore).ToList() is { Count: > 0 } ready)
        {
            waiting = [.. waiting.Except(ready)];
            var started = await Task.WhenAll(ready.Select(spec => StartAsync(spec, cancellationToken)));
            foreach (var (spec, component) in ready.Zip(started))
            {
                if (component is not null)
                    Components.Add(spec, component, shared.Faults, options.AppId);
            }
        }

        foreach (var spec in waiting)
            log.LogWarning("Component {Component} is left out: its secret store {SecretStore} is not there", spec.Name, spec.SecretStore);
    }

    /// <summary>An endpoint with the secrets of its headers; one that cannot be had is empty.</summary>
    public async Task<HttpEndpointSpec> ResolveAsync(HttpEndpointSpec endpoint, CancellationToken cancellationToken)
    {
        var store = endpoint.SecretStore is { Length: > 0 } name ? Components.Find<ISecretStore>(name) : null;
        if (store is null && !string.IsNullOrEmpty(endpoint.SecretStore))
            log.LogWarning("Endpoint {Endpoint} has no secrets: its secret store {SecretStore} is not there", endpoint.Name, endpoint.SecretStore);
        var headers = await resolver.ResolveAsync(endpoint.Headers, store, cancellationToken);
        return endpoint with { Headers = [.. headers.Select(header => new MetadataItem(header.Key, header.Value, null, null, null, endpoint.Where))] };
    }

    private bool HasItsSecretStore(ComponentSpec spec) =>
        string.IsNullOrEmpty(spec.SecretStore) || !spec.Metadata.Any(item => item.SecretName is not null) || Components.Find<ISecretStore>(spec.SecretStore) is not null;

    private async Task<IComponent?> StartAsync(ComponentSpec spec, CancellationToken cancellationToken)
    {
        IComponent? component = null;
        try
        {
            if (!registry.TryGet(spec.Type, out var type))
                throw new ComponentException($"there is no component type {spec.Type}");
            var secrets = spec.SecretStore is { Length: > 0 } store ? Components.Find<ISecretStore>(store) : null;
            var metadata = new ComponentMetadata(await resolver.ResolveAsync(spec.Metadata, secrets, cancellationToken));
            component = type.Create(new ComponentContext(spec.Name, options.AppId, metadata, shared, log) { Environment = options.Environment, Directory = options.WorkingDirectory });
            await InitAsync(component, Limit(spec.InitTimeout ?? DefaultInitTimeout), cancellationToken);
            return component;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            if (component is not null)
                await component.DisposeAsync();
            Fail(spec, failure);
            return null;
        }
    }

    private static TimeSpan Limit(TimeSpan asked) =>
        asked < TimeSpan.Zero ? TimeSpan.Zero : asked < ComponentMetadata.Longest ? asked : ComponentMetadata.Longest;

    private async Task InitAsync(IComponent component, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, shared.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await component.InitAsync(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException late) when (timeout.IsCancellationRequested)
        {
            throw new ComponentException($"did not start within {GoDuration.Format(limit)}", late);
        }
    }

    private void Fail(ComponentSpec spec, Exception failure)
    {
        lock (Failures)
        {
            if (spec.IgnoreErrors)
            {
                LeftOut.Add(spec);
                log.LogError(failure, "Component {Component} ({Type}) cannot start and is left out", spec.Name, spec.Type);
                return;
            }

            Failures.Add($"{spec.Where.File}:{spec.Where.Line}: component {spec.Name} ({spec.Type}) of app {options.AppId} cannot start: {failure.Message}");
        }
    }
}
