namespace Fleet.Tests.Unit.Runtime.Resiliency;

/// <summary>Which policy a target gets that names none.</summary>
public sealed class PrecedenceTests
{
    private const string Store = "apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: {name: store}\nspec: {type: state.in-memory, version: v1}\n";

    [Theory]
    [InlineData("DefaultTimeoutPolicy, DefaultComponentTimeoutPolicy, DefaultComponentOutboundTimeoutPolicy, DefaultStatestoreComponentOutboundTimeoutPolicy", "DefaultStatestoreComponentOutboundTimeoutPolicy")]
    [InlineData("DefaultTimeoutPolicy, DefaultComponentTimeoutPolicy, DefaultComponentOutboundTimeoutPolicy, DefaultPubsubComponentOutboundTimeoutPolicy", "DefaultComponentOutboundTimeoutPolicy")]
    [InlineData("DefaultTimeoutPolicy, DefaultComponentTimeoutPolicy, DefaultComponentInboundTimeoutPolicy", "DefaultComponentTimeoutPolicy")]
    [InlineData("DefaultTimeoutPolicy, DefaultAppTimeoutPolicy", "DefaultTimeoutPolicy")]
    public async Task The_nearest_default_acts(string defined, string inForce)
    {
        await using var world = await PolicyWorld.StartAsync("policies:\n  timeouts: {" + defined.Replace(",", ": 1s,", StringComparison.Ordinal) + ": 1s}", Store);

        await world.SendAsync("/v1.0/state/store/k");

        Assert.Equal(("components/store/outbound", inForce), Assert.Single(world.Caller.Policies.Describe().Select(target => (target.Target, target.Timeout))));
    }

    [Fact]
    public async Task A_component_that_is_named_takes_no_defaults_in_either_direction()
    {
        await using var world = await PolicyWorld.StartAsync("policies:\n  timeouts: {DefaultTimeoutPolicy: 1s, own: 2s}\ntargets:\n  components:\n    store:\n      inbound: {timeout: own}", Store);

        await world.SendAsync("/v1.0/state/store/k");

        Assert.Equal(("components/store/inbound", "own"), Assert.Single(world.Caller.Policies.Describe().Select(target => (target.Target, target.Timeout))));
    }
}
