using Dapr.Actors.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.ServiceDefaults.DueBooks;

/// <summary>Gives a service due-date books: one actor a slot and shard with one reminder, however many items come due.</summary>
public static class DueBookRegistration
{
    /// <summary>Adds the books and <typeparamref name="THandler"/>, which handles what comes due. The actors are registered by <see cref="RegisterDueBooks"/>.</summary>
    public static IServiceCollection AddDueBooks<THandler>(this IServiceCollection services, DueBookOptions options)
        where THandler : class, IDueHandler =>
        services.AddSingleton(options)
            .AddSingleton<DueBookClient>()
            .AddSingleton<DueMeter>()
            .AddSingleton<IDueHandler, THandler>()
            .AddSingleton<DueRun>()
            // The handler may need what needs the books.
            .AddSingleton(provider => new Lazy<DueRun>(provider.GetRequiredService<DueRun>))
            .AddSingleton<DueRunner>()
            .AddHostedService(provider => provider.GetRequiredService<DueRunner>())
            .AddSingleton<DueWatch>()
            .AddStartupStep("wake the due-date books", (provider, stop) => provider.GetRequiredService<DueWatch>().WakeAll(stop))
            .AddPeriodicStep("wake due-date books that are overdue", DueWatch.Interval, (provider, stop) => provider.GetRequiredService<DueWatch>().WakeOverdue(stop));

    /// <summary>Registers the actor types of a service's books, under names of its own.</summary>
    public static void RegisterDueBooks(this ActorRegistrationCollection actors, string appId)
    {
        actors.RegisterActor<DueBook>(DueBookOptions.BookTypeOf(appId));
        actors.RegisterActor<DueCatalogue>(DueBookOptions.CatalogueTypeOf(appId));
    }
}
