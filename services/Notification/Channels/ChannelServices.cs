using Dapr.Actors.Runtime;
using Fleet.Notification.Bounces;
using Fleet.Notification.Channels.InApp;
using Fleet.Notification.Channels.Post;
using Fleet.Notification.Channels.Webhook;
using Fleet.ServiceDefaults;

namespace Fleet.Notification.Channels;

/// <summary>The channels that there are: one line each.</summary>
internal static class ChannelServices
{
    // Another instance of the service hears of a bad address so late at most.
    private static readonly TimeSpan BadRefresh = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddChannels(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<MailOptions>(configuration.GetSection("Mail"));
        services.Configure<ChannelOptions>(configuration.GetSection("Channels"));
        services.AddSingleton<BadAddresses>();
        services.AddPeriodicStep("bad addresses", BadRefresh, (provider, stop) => provider.GetRequiredService<BadAddresses>().Refresh(stop));
        services.AddSingleton<Mailer>().AddSingleton<IChannel, EmailChannel>();
        services.AddSingleton<IChannel, SmsChannel>();
        services.AddSingleton<IChannel, ChatChannel>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<WebhookTargets>(provider)).AddSingleton<IChannel, WebhookChannel>();
        services.AddSingleton<InboxBell>().AddSingleton<IChannel, InAppChannel>();
        services.AddSingleton<IChannel, PostChannel>();
        return services;
    }

    public static void MapChannels(this IEndpointRouteBuilder routes)
    {
        InboxRoutes.Map(routes);
        PrintRoutes.Map(routes);
        PostBounces.Map(routes);
    }

    public static void RegisterChannels(this ActorRegistrationCollection actors)
    {
        actors.RegisterActor<InboxActor>();
        actors.RegisterActor<PrintBook>();
        actors.RegisterActor<BadAddressBook>();
        actors.RegisterActor<OnceActor>();
    }
}
