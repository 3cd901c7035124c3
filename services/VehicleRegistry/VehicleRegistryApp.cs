using Fleet.Contracts;
using Fleet.ServiceDefaults;
using Fleet.VehicleRegistry.Vehicles;

namespace Fleet.VehicleRegistry;

/// <summary>The service: vehicles and their owners.</summary>
public static class VehicleRegistryApp
{
    /// <summary>Builds the service; <paramref name="configure"/> lets a host that is not the process change registrations.</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults(AppIds.VehicleRegistry, ContractJson.Configure);
        builder.Services.AddDaprClient(dapr => dapr.UseJsonSerializationOptions(ContractJson.Options));
        builder.Services.AddSingleton<VehicleDirectory>();
        builder.Services.AddStartupStep("load the registry", (services, stop) => services.GetRequiredService<VehicleDirectory>().Load(stop));
        builder.Services.AddHostedService<DirectoryRefresh>();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapServiceDefaults();
        ListVehicles.Map(app);
        LookUpVehicles.Map(app);
        GetVehicle.Map(app);
        PutVehicle.Map(app);
        Stats.Map(app);
        return app;
    }
}
