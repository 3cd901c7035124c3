using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Fleet.ServiceDefaults;

/// <summary>
/// Sends traces and metrics by OTLP, only when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to. Activity sources and meters
/// named <c>Fleet.*</c> are taken along with those of ASP.NET Core, HttpClient and the .NET runtime.
/// </summary>
internal sealed class Telemetry(string appId) : IHostedService
{
    private TracerProvider? traces;
    private MeterProvider? metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(appId);
        traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource("Microsoft.AspNetCore", "System.Net.Http", "Fleet.*")
            .AddOtlpExporter()
            .Build();
        metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter("Microsoft.AspNetCore.*", "System.Net.Http", "System.Runtime", "Fleet.*")
            .AddOtlpExporter()
            .Build();
        return Task.CompletedTask;
    }

    // Disposing sends what is still held.
    public Task StopAsync(CancellationToken cancellationToken)
    {
        traces?.Dispose();
        metrics?.Dispose();
        return Task.CompletedTask;
    }
}

internal static class TelemetryRegistration
{
    public static void AddTelemetry(this WebApplicationBuilder builder, string appId)
    {
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            builder.Services.AddHostedService(_ => new Telemetry(appId));
    }
}
