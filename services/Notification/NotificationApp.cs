using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Fleet.Contracts;
using Fleet.Notification.Channels;
using Fleet.Notification.Deliveries;
using Fleet.Notification.Recipients;
using Fleet.Notification.Templates;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.DeadLetters;

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
        builder.Services.Configure<MailOptions>(builder.Configuration.GetSection("Mail"));
        builder.Services.Configure<DeliveryOptions>(builder.Configuration.GetSection("Delivery"));
        builder.Services.AddSingleton(services => DeliveryRegister.Client(services.GetRequiredService<IActorProxyFactory>()));
        builder.Services.AddSingleton<Mailer>().AddSingleton<IChannel, EmailChannel>().AddSingleton<ITemplates, PlainTemplates>();
        builder.Services.AddSingleton<ChannelGate>().AddSingleton<Dispatch>().AddSingleton<MessageFlush>();
        builder.Services.AddSingleton<TakeFineEvents>().AddDeadLetters(AppIds.Notification);
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapServiceDefaults();
        app.UseCloudEvents();
        app.MapSubscribeHandler();
        app.MapActorsHandlers();
        app.MapDeadLetters(ComponentNames.PubSub, Topics.FineEventsDead);
        TakeFineEvents.Map(app);
        ListDeliveries.Map(app);
        GetDeliveries.Map(app);
        Stats.Map(app);
        return app;
    }

    private static void Actors(ActorRuntimeOptions options)
    {
        options.UseJsonSerialization = true;
        options.JsonSerializerOptions = ContractJson.Options;
        options.ActorIdleTimeout = TimeSpan.FromSeconds(10);
        options.ActorScanInterval = TimeSpan.FromSeconds(5);
        options.Actors.RegisterActor<RecipientActor>();
        options.Actors.RegisterActor<DeliveryRegister>();
        options.Actors.RegisterActor<DeadLetterRegister>(DeadLetterRegister.TypeOf(AppIds.Notification));
    }
}
