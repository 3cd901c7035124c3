using Fleet.Contracts;
using Fleet.Gateway.Forwarding;
using Fleet.Gateway.Objecting;
using Fleet.Gateway.Pay;
using Fleet.Gateway.Statistics;
using Fleet.ServiceDefaults;
using Microsoft.Extensions.FileProviders;

namespace Fleet.Gateway;

/// <summary>The service: the one door from outside, and the page behind it.</summary>
public static class GatewayApp
{
    // A host that plays sidecar and services in one process registers the way to the sidecar under this key.
    private const string InProcess = "dapr";

    /// <summary>Builds the service; <paramref name="configure"/> lets a host that is not the process change registrations.</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults(AppIds.Gateway, ContractJson.Configure);
        var limits = builder.Configuration.GetSection("RateLimit").Get<ClientLimits>() ?? new ClientLimits();
        builder.AddClientRateLimit(limits, context => context.Request.Path != "/healthz");
        builder.Services.Configure<ForwarderOptions>(builder.Configuration.GetSection("Gateway"));
        builder.Services.AddSingleton(services => SidecarChannel.From(
            services.GetRequiredService<IConfiguration>(), services.GetKeyedService<HttpMessageHandler>(InProcess)));
        builder.Services.AddSingleton<Forwarder>().AddSingleton<GatherStats>().AddSingleton<PayDesk>().AddSingleton<PayPages>().AddSingleton<ObjectPages>();
        builder.Services.Configure<PayOptions>(builder.Configuration.GetSection("Pay"));
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapServiceDefaults();
        app.UseRateLimiter();
        app.UsePage();
        GatherStats.Map(app);
        PayPages.Map(app);
        ObjectPages.Map(app);
        Forwarder.Map(app);
        return app;
    }

    // The page lies beside the assembly: the working directory is whatever the process was started in.
    private static void UsePage(this WebApplication app)
    {
        var files = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files });
    }
}
