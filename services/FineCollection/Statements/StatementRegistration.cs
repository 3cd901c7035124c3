using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Fleet.FineCollection.Statements.Imports;
using Fleet.FineCollection.Statements.Lines;

namespace Fleet.FineCollection.Statements;

/// <summary>Puts bank statements into the service.</summary>
internal static class StatementRegistration
{
    public static IServiceCollection AddStatements(this IServiceCollection services) => services
        .AddSingleton(provider => LineIndex.Client(provider.GetRequiredService<IActorProxyFactory>()))
        .AddSingleton<LineMatching>().AddSingleton<LineBooking>();

    public static void RegisterStatements(this ActorRegistrationCollection actors)
    {
        actors.RegisterActor<StatementImportActor>();
        actors.RegisterActor<BankLineActor>();
        actors.RegisterActor<LineIndex>();
    }

    public static void MapStatements(this IEndpointRouteBuilder routes)
    {
        PostStatement.Map(routes);
        GetStatement.Map(routes);
        UnmatchedRoutes.Map(routes);
    }
}
