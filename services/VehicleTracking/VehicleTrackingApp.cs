using Fleet.Contracts;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Ingest;
using Fleet.VehicleTracking.Queries;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.Shards;

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
        AddTracking(builder);
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.MapServiceDefaults();
        PostPassages.Map(app);
        PostPositions.Map(app);
        ListRoads.Map(app);
        GetVehicle.Map(app);
        GetTrack.Map(app);
        ListLostVehicles.Map(app);
        GetStats.Map(app);
        app.MapActorsHandlers();
        return app;
    }

    private static void AddTracking(WebApplicationBuilder builder)
    {
        var (roads, tolerances) = ReferenceData.Load(builder.Configuration);
        builder.Services.AddSingleton(roads);
        builder.Services.AddSingleton(tolerances);
        builder.Services.AddSingleton<ShardCalls>();
        builder.Services.AddSingleton<ShardDoor>();
        builder.Services.AddDaprClient(dapr => dapr.UseJsonSerializationOptions(ContractJson.Options));
        builder.Services.AddActors(options =>
        {
            options.UseJsonSerialization = true;
            options.JsonSerializerOptions = ContractJson.Options;
            options.Actors.RegisterActor<TrackingShard>();
        });

        // A shard that nobody calls yet would not notice what timed out, or publish what a crash left behind.
        builder.Services.AddStartupStep("wake the shards", (services, _) => services.GetRequiredService<ShardCalls>().Counts());
    }
}
