using Fleet.VehicleTracking.Ingest.Ndjson;
using Fleet.VehicleTracking.Ingest.Osmand;

namespace Fleet.VehicleTracking.Ingest;

/// <summary>What the ways in need.</summary>
internal static class IngestServices
{
    public static void AddIngest(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<IngestLimits>(builder.Configuration.GetSection("Ingest"));
        builder.Services.AddSingleton<IngestRoom>().AddSingleton<ShardDoor>().AddSingleton<NdjsonUpload>().AddSingleton<TelemetryRefusals>();
        builder.Services.AddHostedService<DrainOnStop>();
        builder.Services.Configure<OsmandOptions>(builder.Configuration.GetSection("Osmand"));
        builder.Services.AddSingleton<OsmandDevices>();
        builder.AddOsmandPort();
    }
}
