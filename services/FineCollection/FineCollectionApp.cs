using Dapr.Actors.Runtime;
using Fleet.Contracts;
using Fleet.FineCollection.Book;
using Fleet.FineCollection.Fines;
using Fleet.FineCollection.Fines.Changes;
using Fleet.FineCollection.Fines.Deadlines;
using Fleet.FineCollection.Fines.Desk;
using Fleet.FineCollection.Fines.Finding;
using Fleet.FineCollection.OwnerRequests;
using Fleet.FineCollection.Payments;
using Fleet.FineCollection.Statements;
using Fleet.FineCollection.Tariffs;
using Fleet.FineCollection.Tariffs.Api;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.DeadLetters;
using Fleet.ServiceDefaults.DueBooks;

namespace Fleet.FineCollection;

/// <summary>The service: fines and their ledger.</summary>
public static class FineCollectionApp
{
    // Days end at a full minute everywhere, so a deadline loses nothing by the slot.
    private static readonly DueBookOptions Deadlines = new(AppIds.FineCollection, TimeSpan.FromMinutes(1), Shards: 4);

    /// <summary>Builds the service; <paramref name="configure"/> lets a host that is not the process change registrations.</summary>
    /// <exception cref="TariffMistakesException">The tariffs have mistakes: nobody is fined by them.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults(AppIds.FineCollection, ContractJson.Configure);
        builder.Services.AddDaprClient(dapr => dapr.UseJsonSerializationOptions(ContractJson.Options));
        builder.Services.AddActors(Actors);
        TariffApi.Add(builder);
        builder.Services.AddLists();
        builder.Services.AddSingleton<Owners>().AddSingleton<TakeViolations>().AddDeadLetters(AppIds.FineCollection);
        builder.Services.AddBook().AddStatements().AddPayments();
        builder.Services.AddOwnerRequests();
        AddFollowers(builder.Services);
        builder.Services.AddDueBooks<FineDeadlines>(Deadlines);
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapServiceDefaults();
        app.UseCloudEvents();
        app.MapSubscribeHandler();
        app.MapActorsHandlers();
        app.MapDeadLetters(ComponentNames.PubSub, Topics.SpeedingViolationsDead);
        TakeViolations.Map(app);
        app.MapLists();
        GetFine.Map(app);
        app.MapDesk();
        TariffApi.Map(app);
        app.MapDueBooks("/v1/deadlines");
        app.MapBook();
        app.MapStatements();
        app.MapOwnerRequests();
        app.MapPayments();
        return app;
    }

    // In this order; see FineFlush.
    private static void AddFollowers(IServiceCollection services) => services
        .AddSingleton<IFineChangeSink, EventSink>()
        .AddSingleton<IFineChangeSink, LedgerSink>()
        .AddSingleton<IFineChangeSink, RegisterSink>()
        .AddSingleton<IFineChangeSink, IndexSink>()
        .AddSingleton<IFineChangeSink, SuccessorSink>()
        .AddSingleton<Func<FineFlush>>(provider => provider.GetRequiredService<FineFlush>)
        .AddSingleton<IFineChangeSink, DueSink>()
        .AddSingleton<FineFlush>()
        .AddDesk();

    private static void Actors(ActorRuntimeOptions options)
    {
        options.UseJsonSerialization = true;
        options.JsonSerializerOptions = ContractJson.Options;
        // A fine is asked for when it is made and then rarely: it need not stay in memory.
        options.ActorIdleTimeout = TimeSpan.FromSeconds(10);
        options.ActorScanInterval = TimeSpan.FromSeconds(5);
        options.Actors.RegisterActor<FineActor>();
        options.Actors.RegisterLists();
        options.Actors.RegisterBook();
        options.Actors.RegisterStatements();
        options.Actors.RegisterPayments();
        TariffApi.Register(options.Actors);
        options.Actors.RegisterDueBooks(AppIds.FineCollection);
        options.Actors.RegisterDeadLetters(AppIds.FineCollection);
    }
}
