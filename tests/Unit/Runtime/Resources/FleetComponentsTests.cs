using Fleet.Contracts;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Resources;

namespace Fleet.Tests.Unit.Runtime.Resources;

/// <summary>The component files that Fleet comes with are genuine Dapr files without a mistake, in every profile.</summary>
public sealed class FleetComponentsTests
{
    [Theory]
    [InlineData("local")]
    [InlineData("redis")]
    [InlineData("production")]
    public void A_profile_declares_every_component_for_those_who_use_it(string profile)
    {
        var set = new ResourceFiles().ReadFolders([Path.Combine(Components, "."), Path.Combine(Components, profile)]);

        Assert.Empty(set.Mistakes);
        var scopes = set.Components.Where(component => component.Name != "secrets").ToDictionary(component => component.Name, component => component.Scopes.Order(StringComparer.Ordinal).ToArray());
        Assert.Equal([AppIds.FineCollection, AppIds.Notification, AppIds.VehicleTracking], scopes[ComponentNames.PubSub]);
        Assert.Equal([AppIds.VehicleTracking], scopes[ComponentNames.VehicleTrackingStore]);
        Assert.Equal([AppIds.FineCollection], scopes[ComponentNames.FineCollectionStore]);
        Assert.Equal([AppIds.Notification], scopes[ComponentNames.NotificationStore]);
        Assert.Equal([AppIds.VehicleRegistry], scopes[ComponentNames.VehicleRegistryStore]);
        Assert.Equal([AppIds.Notification], scopes[ComponentNames.Mail]);
    }

    [Theory]
    [InlineData("local")]
    [InlineData("redis")]
    [InlineData("production")]
    public void Stores_of_actors_say_so(string profile)
    {
        var set = new ResourceFiles().ReadFolders([Path.Combine(Components, profile)]);

        var actorStores = set.Components.Where(component => component.Metadata.Any(item => item is { Name: "actorStateStore", Value: "true" })).Select(component => component.Name);
        Assert.Equal([ComponentNames.FineCollectionStore, ComponentNames.NotificationStore, ComponentNames.VehicleTrackingStore], actorStores.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_message_that_fails_is_retried_at_a_constant_pace_before_it_goes_to_its_dead_letter_topic()
    {
        var resiliency = Assert.Single(new ResourceFiles().ReadFolders([Components]).Resiliencies);

        var retry = resiliency.Retries[resiliency.Components[ComponentNames.PubSub].Inbound!.Retry!];
        Assert.False(retry.Exponential);
        Assert.True(retry.MaxRetries is -1 or > 3);
    }

    [Fact]
    public async Task The_local_profile_starts_strictly_for_all_apps()
    {
        var data = Directory.CreateTempSubdirectory("fleet-local-").FullName;
        string[] apps = [AppIds.VehicleRegistry, AppIds.VehicleTracking, AppIds.FineCollection, AppIds.Notification, AppIds.Gateway];
        var sidecars = apps.Select(appId => new SidecarOptions
        {
            AppId = appId,
            ResourcePaths = [Components, Path.Combine(Components, "local")],
            ConfigPaths = [Path.Combine(Components, "config.yaml")],
        });

        var runtime = await FleetRuntime.StartAsync(new RuntimeOptions { Sidecars = [.. sidecars], DataDirectory = data, Strict = true }, TestContext.Current.CancellationToken);

        Assert.Equal([2, 4, 4, 4, 1], runtime.Sidecars.Select(sidecar => sidecar.Components.All.Count));
        await runtime.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    private static string Components
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "Fleet.sln")))
                folder = folder.Parent;
            return Path.Combine(folder.FullName, "components");
        }
    }
}
