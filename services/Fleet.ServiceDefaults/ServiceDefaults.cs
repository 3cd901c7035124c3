using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Fleet.ServiceDefaults;

/// <summary>What every service starts with: logs, telemetry, problem details, JSON, OpenAPI, health, a clean stop.</summary>
public static class ServiceDefaults
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(20);

    /// <summary>Adds the defaults. Call it once, before the service's own registrations.</summary>
    /// <param name="builder">The service being built.</param>
    /// <param name="appId">Name of the service in logs, telemetry and OpenAPI.</param>
    /// <param name="json">Gives JSON options the form that the service speaks.</param>
    public static WebApplicationBuilder AddServiceDefaults(
        this WebApplicationBuilder builder, string appId, Func<JsonSerializerOptions, JsonSerializerOptions> json)
    {
        builder.AddLogs(appId);
        builder.AddTelemetry(appId);
        builder.AddOpenApi(appId);
        builder.ListenOnAppPort();
        builder.Services.AddProblems();
        builder.Services.AddHealthChecks();
        builder.Services.ConfigureHttpJsonOptions(options => json(options.SerializerOptions));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = DrainTime);
        builder.Services.TryAddSingleton(TimeProvider.System);
        return builder;
    }

    /// <summary>Puts the shared middleware in front and maps <c>/healthz</c> and the API's description. Call it before mapping.</summary>
    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        app.UseProblems();
        app.UseRouting();
        app.UseBodyLimit();
        app.MapHealthChecks("/healthz");
        app.MapOpenApi();
        return app;
    }

    // A sidecar looks for its app on the port it was told, on this machine only. Anything said explicitly wins.
    private static void ListenOnAppPort(this WebApplicationBuilder builder)
    {
        var port = builder.Configuration["APP_PORT"];
        var urls = builder.Configuration[WebHostDefaults.ServerUrlsKey] ?? builder.Configuration[WebHostDefaults.HttpPortsKey];
        if (!string.IsNullOrEmpty(port) && string.IsNullOrEmpty(urls))
            builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
    }
}
