using Fleet.Tests.Shared;
using Fleet.Tests.Unit.Runtime.Resiliency;

namespace Fleet.Tests.Unit.Runtime.Reload;

/// <summary>Declared subscriptions change without a restart.</summary>
public sealed class SubscriptionReloadTests
{
    private const string PubSub = "apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: {name: pubsub}\nspec: {type: pubsub.in-memory, version: v1}\n";

    [Fact]
    public async Task An_added_subscription_is_served_and_a_removed_one_is_not()
    {
        var app = new ScriptedApp().On("/orders", 200).On("/parcels", 200);
        await using var world = await StartAsync(app);

        world.Write("parcels.yaml", Subscription("parcels", "parcels", "/parcels"));
        await world.Runtime.ReloadAsync(TestContext.Current.CancellationToken);
        await PublishAsync(world, "parcels");
        await CameAsync(app, "/parcels", 1);
        File.Delete(Path.Combine(world.Folder, "parcels.yaml"));
        await world.Runtime.ReloadAsync(TestContext.Current.CancellationToken);
        await PublishAsync(world, "parcels");
        await PublishAsync(world, "orders");
        await CameAsync(app, "/orders", 1);

        Assert.Equal(1, app.Count("/parcels"));
        Assert.Contains(world.Log.Lines, line => line.EndsWith("subscription 'parcels' added: pubsub/parcels -> /parcels (caller)", StringComparison.Ordinal));
        Assert.Contains(world.Log.Lines, line => line.EndsWith("subscription 'parcels' removed: pubsub/parcels -> /parcels (caller)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_route_takes_over_what_still_waits_and_leaves_what_is_in_progress()
    {
        var app = new ScriptedApp().On("/orders", 0).On("/elsewhere", 200);
        await using var world = await StartAsync(app);
        await PublishAsync(world, "orders");
        await PublishAsync(world, "orders");
        await CameAsync(app, "/orders", 1);

        world.Write("orders.yaml", Subscription("orders", "orders", "/elsewhere"));
        await world.Runtime.ReloadAsync(TestContext.Current.CancellationToken);
        var inProgress = app.Count("/elsewhere");
        app.Release();
        await CameAsync(app, "/elsewhere", 1);

        Assert.Equal((0, 1, 1), (inProgress, app.Count("/orders"), app.Count("/elsewhere")));
    }

    [Fact]
    public async Task A_subscription_to_a_pubsub_that_is_not_there_is_refused()
    {
        var app = new ScriptedApp().On("/orders", 200);
        await using var world = await StartAsync(app);

        world.Write("orders.yaml", Subscription("orders", "orders", "/x").Replace("pubsubname: pubsub", "pubsubname: nosuch", StringComparison.Ordinal));
        await world.Runtime.ReloadAsync(TestContext.Current.CancellationToken);
        await PublishAsync(world, "orders");

        await CameAsync(app, "/orders", 1);
        Assert.Contains(world.Log.Lines, line => line.Contains("orders.yaml:1: spec.pubsubname: is 'nosuch'", StringComparison.Ordinal));
    }

    private static async Task<PolicyWorld> StartAsync(ScriptedApp app)
    {
        var world = await PolicyWorld.StartAsync("policies: {}", PubSub, app: app);
        world.Write("orders.yaml", Subscription("orders", "orders", "/orders"));
        await world.Runtime.ReloadAsync(TestContext.Current.CancellationToken);
        return world;
    }

    private static string Subscription(string name, string topic, string route) =>
        $"apiVersion: dapr.io/v2alpha1\nkind: Subscription\nmetadata: {{name: {name}}}\nspec:\n  pubsubname: pubsub\n  topic: {topic}\n  routes: {{default: {route}}}\n";

    private static async Task PublishAsync(PolicyWorld world, string topic) =>
        Assert.Equal(204, await world.SendAsync("/v1.0/publish/pubsub/" + topic, HttpMethod.Post, "{}"));

    private static async Task CameAsync(ScriptedApp app, string path, int count)
    {
        await Waiting.UntilAsync(() => app.Count(path) >= count);
    }
}
