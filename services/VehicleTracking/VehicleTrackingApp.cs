using Dapr.Client;
using Fleet.Contracts;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Catalogue;
using Fleet.VehicleTracking.Catalogue.Api;
using Fleet.VehicleTracking.Evidence;
using Fleet.VehicleTracking.Exports;
using Fleet.VehicleTracking.Held;
using Fleet.VehicleTracking.Ingest;
using Fleet.VehicleTracking.Ingest.Osmand;
using Fleet.VehicleTracking.Live;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.Queries;
using Fleet.VehicleTracking.Replays.Api;
using Fleet.VehicleTracking.Replays.Run;
using Fleet.VehicleTracking.Retention;
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
        builder.AddIngest();
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.UseOsmandPort();
        app.MapServiceDefaults();
        app.UseOsmandLimit();
        MapApi(app.MapGroup("").AddEndpointFilter(WaitForCatalogue.Filter).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable));
        app.MapActorsHandlers();
        app.MapSubscribeHandler();
        return app;
    }

    private static void MapApi(RouteGroupBuilder api)
    {
        PostPassages.Map(api);
        PostPositions.Map(api);
        OsmandEndpoint.Map(api);
        TakeTelemetry.Map(api);
        CatalogueApi.Map(api);
        ListVehicles.Map(api);
        GetVehicle.Map(api);
        GetTrack.Map(api);
        ListPositions.Map(api);
        ExportTrack.Map(api);
        ListTrips.Map(api);
        ListStops.Map(api);
        ListEvents.Map(api);
        GetSummary.Map(api);
        ExportReport.Map(api);
        GetLive.Map(api);
        HearPositions.Map(api);
        ListLostVehicles.Map(api);
        ListViolations.Map(api);
        GetViolation.Map(api);
        ListHeldPassages.Map(api);
        ConfirmHeldPassage.Map(api);
        DismissHeldPassage.Map(api);
        EraseVehicle.Map(api);
        GetErasure.Map(api);
        GetArchive.Map(api);
        ReplayApi.Map(api);
        GetStats.Map(api);
    }

    private static void AddTracking(WebApplicationBuilder builder)
    {
        CatalogueApi.AddCatalogue(builder);
        builder.Services.AddSingleton(MotionSettings.Of(builder.Configuration));
        builder.Services.AddSingleton(RetentionSettings.Of(builder.Configuration));
        builder.Services.AddSingleton<ShardCalls>();
        builder.Services.AddSingleton<TrackReader>();
        builder.Services.AddSingleton<JournalReader>();
        builder.Services.AddSingleton<Archive>();
        AddLive(builder.Services);
        ReplayApi.AddReplays(builder);
        builder.Services.AddDaprClient(dapr => dapr.UseJsonSerializationOptions(ContractJson.Options));
        builder.Services.AddActors(options =>
        {
            options.UseJsonSerialization = true;
            options.JsonSerializerOptions = ContractJson.Options;
            options.Actors.RegisterActor<TrackingShard>();
            options.Actors.RegisterActor<CatalogueActor>();
            options.Actors.RegisterActor<ReplayActor>();
            options.Actors.RegisterActor<ReplayBook>();
        });

        // A shard that nobody calls yet would not notice what timed out, or publish what a crash left behind.
        builder.Services.AddStartupStep("wake the shards", WakeShards);
    }

    private static void AddLive(IServiceCollection services) => services
        .AddSingleton<LiveHub>()
        .AddSingleton<LiveWatchers>()
        .AddSingleton<LivePublisher>()
        .AddHostedService(provider => provider.GetRequiredService<LivePublisher>())
        .AddStartupStep("fill the live view", FillLive.Run);

    private static async Task WakeShards(IServiceProvider services, CancellationToken cancellation)
    {
        await services.GetRequiredService<DaprClient>().WaitForSidecarAsync(cancellation);
        await services.GetRequiredService<ShardCalls>().Counts();
    }
}
