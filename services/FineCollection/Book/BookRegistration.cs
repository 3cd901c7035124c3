using Dapr.Actors.Runtime;
using Fleet.FineCollection.Book.Checks;
using Fleet.FineCollection.Book.Journal;
using Fleet.ServiceDefaults;

namespace Fleet.FineCollection.Book;

/// <summary>Puts the book into the service.</summary>
internal static class BookRegistration
{
    public static IServiceCollection AddBook(this IServiceCollection services) => services
        .AddSingleton<JournalClient>().AddSingleton<FineWalk>().AddSingleton<FineComparison>().AddSingleton<CheckSteps>().AddSingleton<LedgerChecks>()
        .AddStartupStep("regular check of the book", (provider, stop) => provider.GetRequiredService<LedgerChecks>().Repeat(EveryDays(provider), stop));

    private static int EveryDays(IServiceProvider provider) => provider.GetRequiredService<IConfiguration>().GetValue("Ledger:CheckEveryDays", 1);

    public static void RegisterBook(this ActorRegistrationCollection actors)
    {
        actors.RegisterActor<JournalActor>();
        actors.RegisterActor<LedgerCheckActor>();
    }

    public static void MapBook(this IEndpointRouteBuilder routes)
    {
        GetTrialBalance.Map(routes);
        ListPostings.Map(routes);
        ExportPostings.Map(routes);
        GetFineLedger.Map(routes);
        LedgerCheckRoutes.Map(routes);
    }
}
