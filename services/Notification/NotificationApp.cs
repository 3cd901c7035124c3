using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Fleet.Contracts;
using Fleet.Notification.Alerts;
using Fleet.Notification.Channels;
using Fleet.Notification.Deliveries;
using Fleet.Notification.Messages;
using Fleet.Notification.Recipients;
using Fleet.Notification.Templates;
using Fleet.Notification.Templates.Versions;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.DeadLetters;
using Fleet.ServiceDefaults.DueBooks;

namespace Fleet.Notification;

/// <summary>The service: messages to people, and the log of them.</summary>
public static class NotificationApp
{
    /// <summary>Builds the service; <paramref name="configure"/> lets a host that is not the process change registrations.</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults(AppIds.Notification, ContractJson.Configure);
        builder.Services.AddDaprClient(dapr => dapr.UseJsonSerializationOptions(ContractJson.Options));
        builder.Services.AddActors(Actors);
        builder.Services.Configure<DeliveryOptions>(builder.Configuration.GetSection("Delivery"));
        builder.Services.AddSingleton(services => MessageIndex.Client(services.GetRequiredService<IActorProxyFactory>()));
        builder.Services.AddChannels(builder.Configuration);
        builder.Services.AddTemplates(builder.Configuration);
        builder.Services.AddSingleton<ChannelGate>().AddSingleton<Dispatch>().AddSingleton<MessageFlush>();
        builder.Services.AddSingleton<ITurnSink, ListSink>().AddSingleton<ITurnSink, DeadLetterSink>().AddSingleton<ITurnSink, EventSink>().AddSingleton<ITurnSink, DueSink>();
        builder.Services.AddSingleton<AlertAudience>().AddSingleton<PlateOwners>().AddSingleton<TakeVehicleAlerts>();
        builder.Services.AddPeriodicStep(
            "alert audience", AudienceRefresh, (services, stop) => services.GetRequiredService<AlertAudience>().Refresh(stop));
        builder.Services.AddDueBooks<DueMessages>(new DueBookOptions(AppIds.Notification, TimeSpan.FromMinutes(1), Shards: 2));
        builder.Services.AddSingleton<TakeFineEvents>().AddDeadLetters(AppIds.Notification);
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapServiceDefaults();
        app.UseCloudEvents();
        app.MapSubscribeHandler();
        app.MapActorsHandlers();
        app.MapDeadLetters(ComponentNames.PubSub, Topics.FineEventsDead, Topics.VehicleAlertsDead);
        TakeFineEvents.Map(app);
        ListDeliveries.Map(app);
        GetDeliveries.Map(app);
        Stats.Map(app);
        ListMessages.Map(app);
        GetMessage.Map(app);
        PostBounce.Map(app);
        app.MapChannels();
        PreferencesRoutes.Map(app);
        PersonRoutes.Map(app);
        TakeVehicleAlerts.Map(app);
        app.MapTemplates();
        app.MapDueBooks("/v1/due-messages");
        return app;
    }

    // Another instance of the service hears of a new listener so late at most.
    private static readonly TimeSpan AudienceRefresh = TimeSpan.FromSeconds(30);

    private static void Actors(ActorRuntimeOptions options)
    {
        options.UseJsonSerialization = true;
        options.JsonSerializerOptions = ContractJson.Options;
        options.ActorIdleTimeout = TimeSpan.FromSeconds(10);
        options.ActorScanInterval = TimeSpan.FromSeconds(5);
        options.Actors.RegisterActor<RecipientActor>();
        options.Actors.RegisterActor<MessageIndex>();
        options.Actors.RegisterActor<AudienceActor>();
        options.Actors.RegisterActor<TemplateBook>();
        options.Actors.RegisterChannels();
        options.Actors.RegisterDueBooks(AppIds.Notification);
        options.Actors.RegisterDeadLetters(AppIds.Notification);
    }
}
