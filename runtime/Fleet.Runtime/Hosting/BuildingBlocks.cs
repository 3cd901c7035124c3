using Fleet.Runtime.Actors;
using Fleet.Runtime.Bindings;
using Fleet.Runtime.Configuration;
using Fleet.Runtime.Health;
using Fleet.Runtime.Http;
using Fleet.Runtime.Invocation;
using Fleet.Runtime.Jobs;
using Fleet.Runtime.Locks;
using Fleet.Runtime.Metadata;
using Fleet.Runtime.PubSub;
using Fleet.Runtime.Resiliency;
using Fleet.Runtime.Secrets;
using Fleet.Runtime.State;
using Fleet.Runtime.Unserved;

namespace Fleet.Runtime.Hosting;

/// <summary>Every building block, a line each: its routes, and its part in a sidecar.</summary>
internal static class BuildingBlocks
{
    /// <summary>The paths of all blocks.</summary>
    public static ApiRoutes CreateRoutes()
    {
        var routes = new ApiRoutes();
        InvocationApi.Map(routes);
        NeighbourApi.Map(routes);
        ActorsApi.Map(routes);
        JobsApi.Map(routes);
        SecretsApi.Map(routes);
        BindingsApi.Map(routes);
        MetadataApi.Map(routes);
        HealthApi.Map(routes);
        PubSubApi.Map(routes);
        StateApi.Map(routes);
        LockApi.Map(routes);
        ConfigurationApi.Map(routes);
        ResiliencyApi.Map(routes);
        UnservedApi.Map(routes);
        return routes;
    }

    /// <summary>A sidecar's parts, in the order in which they start and are told that the app is there.</summary>
    public static IReadOnlyList<ISidecarBlock> Create(Sidecar sidecar) =>
    [
        new StateBlock(sidecar),
        new MetadataBlock(sidecar),
        new ActorsBlock(sidecar),
        new JobsBlock(sidecar),
        new BindingsBlock(sidecar),
        new AppHealthBlock(sidecar),
        new PubSubBlock(sidecar),
        new ConfigurationBlock(sidecar),
    ];
}
