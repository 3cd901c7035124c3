using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Fleet.ServiceDefaults;

namespace Fleet.FineCollection.Fines.Finding;

/// <summary>What belongs to the lists of fines.</summary>
internal static class Lists
{
    /// <summary>Services.</summary>
    public static IServiceCollection AddLists(this IServiceCollection services) => services
        .AddSingleton(provider => FineRegister.Client(provider.GetRequiredService<IActorProxyFactory>()))
        .AddSingleton(provider => FineIndex.Client(provider.GetRequiredService<IActorProxyFactory>()))
        .AddStartupStep("lists of fines from before there was an index", RebuildIndex.Missing);

    /// <summary>Actors.</summary>
    public static void RegisterLists(this ActorRegistrationCollection actors)
    {
        actors.RegisterActor<FineRegister>();
        actors.RegisterActor<FineIndex>();
        actors.RegisterActor<FineIndexRebuild>();
    }

    /// <summary>Routes.</summary>
    public static void MapLists(this IEndpointRouteBuilder routes)
    {
        ListFines.Map(routes);
        RebuildIndex.Map(routes);
        Stats.Map(routes);
    }
}
