using Fleet.Runtime.Actors;

namespace Fleet.Tests.Unit.Runtime.Actors;

/// <summary>What an app says about its actors.</summary>
public sealed class ActorConfigTests
{
    [Fact]
    public void A_type_takes_its_own_settings_before_the_common_ones_before_the_defaults()
    {
        var config = ActorConfig.Parse(
            """
            {"entities":["A","B"],"actorIdleTimeout":"1h30m","drainRebalancedActors":false,
             "entitiesConfig":[{"entities":["B","C"],"actorIdleTimeout":"5s","reentrancy":{"enabled":true,"maxStackDepth":4}}]}
            """u8.ToArray());
        Assert.Equal(["A", "B"], config.Types.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(ActorTypeConfig.Default with { IdleTimeout = TimeSpan.FromMinutes(90), DrainsCalls = false }, config.Types["A"]);
        Assert.Equal(config.Types["A"] with { IdleTimeout = TimeSpan.FromSeconds(5), IsReentrant = true, MaxStackDepth = 4 }, config.Types["B"]);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"entities":null}""")]
    [InlineData("""{"entities":[]}""")]
    [InlineData("""{"entities":[5]}""")]
    [InlineData("""[]""")]
    public void An_app_without_entities_hosts_no_actors(string json) => Assert.Empty(ActorConfig.Parse(System.Text.Encoding.UTF8.GetBytes(json)).Types);

    [Fact]
    public void A_duration_that_cannot_be_read_is_the_default()
    {
        var config = ActorConfig.Parse("""{"entities":["A"],"actorIdleTimeout":"soon","actorScanInterval":7,"drainOngoingCallTimeout":"0s"}"""u8.ToArray());
        Assert.Equal(ActorTypeConfig.Default, config.Types["A"]);
    }
}
