using Fleet.Notification.Channels.Webhook;

namespace Fleet.Notification.Channels;

/// <summary>The channels that there are: one line each.</summary>
internal static class ChannelServices
{
    public static IServiceCollection AddChannels(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<MailOptions>(configuration.GetSection("Mail"));
        services.Configure<ChannelOptions>(configuration.GetSection("Channels"));
        services.AddSingleton<Mailer>().AddSingleton<IChannel, EmailChannel>();
        services.AddSingleton<IChannel, SmsChannel>();
        services.AddSingleton<IChannel, ChatChannel>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<WebhookTargets>(provider)).AddSingleton<IChannel, WebhookChannel>();
        return services;
    }
}
