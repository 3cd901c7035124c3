using Fleet.Contracts;
using Fleet.ServiceDefaults;
using Fleet.VehicleRegistry.Vehicles;

namespace Fleet.VehicleRegistry;

/// <summary>The service: vehicles and their owners.</summary>
public static class VehicleRegistryApp
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(30);

    /// <summary>Builds the service; <paramref name="configure"/> lets a host that is not the process change registrations.</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults(AppIds.VehicleRegistry, ContractJson.Configure);
        builder.Services.AddDaprClient(dapr => dapr.UseJsonSerializationOptions(ContractJson.Options));
        builder.Services.AddSingleton<VehicleDirectory>();
        builder.Services.AddStartupStep("load the registry", (services, stop) => services.GetRequiredService<VehicleDirectory>().Load(stop));
        builder.Services.AddPeriodicStep("take what other instances changed in the registry", RefreshInterval, Refresh);
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

    // Before the start-up step has read it there is nothing to read again.
    private static Task Refresh(IServiceProvider services, CancellationToken stop) =>
        services.GetRequiredService<VehicleDirectory>() is { IsLoaded: true } directory ? directory.Load(stop) : Task.CompletedTask;
}
