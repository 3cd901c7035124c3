using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.FineCollection.Fines;
using Fleet.Notification.Recipients;
using Fleet.Runtime.Testing;
using Fleet.VehicleTracking.Shards;

namespace Fleet.Tests.Services.Chain;

/// <summary>Apps that host one actor type share its actors, and with them each other's state.</summary>
public sealed class ActorTypesTests
{
    [Fact]
    public async Task No_two_services_host_the_same_actor_type()
    {
        await using var host = await FleetTestHost.StartAsync(new FleetTestOptions());
        await host.AddAppAsync<TrackingShard>(AppIds.VehicleTracking, web => Quiet.Logs(web));
        await host.AddAppAsync<FineActor>(AppIds.FineCollection, web => Quiet.Logs(web));
        await host.AddAppAsync<RecipientActor>(AppIds.Notification, web => Quiet.Logs(web));
        await Answers.Until(() => host.Runtime.Sidecars.All(sidecar => sidecar.IsAppReady));

        var types = new List<string>();
        foreach (var appId in (string[])[AppIds.VehicleTracking, AppIds.FineCollection, AppIds.Notification])
        {
            var config = await host.App(appId).CreateClient().GetFromJsonAsync<JsonElement>("/dapr/config");
            types.AddRange(config.GetProperty("entities").EnumerateArray().Select(type => type.GetString()!));
        }

        Assert.Contains("TrackingShard", types);
        Assert.Equal(types.Distinct(StringComparer.Ordinal), types);
    }
}
