using Fleet.VehicleTracking.Replays.Run;

namespace Fleet.VehicleTracking.Replays.Api;

/// <summary>The replays' part of the service.</summary>
internal static class ReplayApi
{
    public static void AddReplays(WebApplicationBuilder builder) =>
        builder.Services.AddSingleton(ReplaySettings.Of(builder.Configuration)).AddSingleton<ReplayCalls>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        StartReplay.Map(routes);
        ListReplays.Map(routes);
        GetReplay.Map(routes);
    }
}
