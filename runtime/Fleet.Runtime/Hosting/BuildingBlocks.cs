using Fleet.Runtime.Actors;
using Fleet.Runtime.Http;
using Fleet.Runtime.Invocation;

namespace Fleet.Runtime.Hosting;

/// <summary>Every building block, a line each: its routes, and its part in a sidecar.</summary>
internal static class BuildingBlocks
{
    /// <summary>The paths of all blocks.</summary>
    public static ApiRoutes CreateRoutes()
    {
        var routes = new ApiRoutes();
        InvocationApi.Map(routes);
        ActorsApi.Map(routes);
        return routes;
    }

    /// <summary>A sidecar's parts, in the order in which they start and are told that the app is there.</summary>
    public static IReadOnlyList<ISidecarBlock> Create(Sidecar sidecar) =>
    [
        new ActorsBlock(sidecar),
    ];
}
