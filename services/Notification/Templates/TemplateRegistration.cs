using Fleet.Contracts.FineCollection;
using Fleet.Notification.Templates.Api;
using Fleet.Notification.Templates.Model;
using Fleet.Notification.Templates.Versions;
using Fleet.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace Fleet.Notification.Templates;

/// <summary>Registers the writing of messages.</summary>
internal static class TemplateRegistration
{
    public static void AddTemplates(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<NoticeOptions>(configuration.GetSection("Notices"));
        services.AddSingleton(provider => Load(provider.GetRequiredService<IOptions<NoticeOptions>>(), provider.GetRequiredService<ILogger<ShippedTemplates>>()));
        services.AddSingleton<TemplateBookCalls>().AddSingleton<StoredVersions>().AddSingleton<ITemplateVersions>(provider => provider.GetRequiredService<StoredVersions>());
        services.AddSingleton<ITemplates, HandlebarsTemplates>();
        services.AddStartupStep("know which templates are in use", Begin);
    }

    public static void MapTemplates(this IEndpointRouteBuilder routes)
    {
        ListTemplates.Map(routes);
        GetTemplate.Map(routes);
        PutTemplate.Map(routes);
        PreviewTemplate.Map(routes);
        ActivateVersion.Map(routes);
    }

    // The first notice is compiled before somebody waits for it.
    private static async Task Begin(IServiceProvider provider, CancellationToken stop)
    {
        await provider.GetRequiredService<StoredVersions>().Refresh(stop);
        await provider.GetRequiredService<ITemplates>().Write(Samples.Of(FineEventTypes.Issued), stop);
    }

    private static ShippedTemplates Load(IOptions<NoticeOptions> options, ILogger log)
    {
        var shipped = ShippedTemplates.Load(options.Value.Folder);
        foreach (var mistake in shipped.Mistakes) log.LogError("A template is left out: {Mistake}", mistake);
        return shipped;
    }
}
