using Fleet.Contracts;
using Fleet.ServiceDefaults;

namespace Fleet.VehicleTracking;

/// <summary>The service, ready to run. Several can live in one process.</summary>
public static class VehicleTrackingApp
{
    /// <summary>Builds the service.</summary>
    /// <param name="args">Command line, as <c>Program</c> gets it.</param>
    /// <param name="adjust">What a test replaces before the service is built.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults(AppIds.VehicleTracking, ContractJson.Configure);
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.MapServiceDefaults();
        return app;
    }
}
