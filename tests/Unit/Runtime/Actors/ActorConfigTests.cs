using System.Text;
using System.Text.Json;
using Fleet.Runtime.Actors;

namespace Fleet.Tests.Unit.Runtime.Actors;

/// <summary>What an app says about its actors.</summary>
public sealed class ActorConfigTests
{
    [Fact]
    public void A_type_with_settings_of_its_own_takes_idle_time_and_reentrancy_from_them_alone()
    {
        var config = Parse(
            """
            {"entities":["A","B","C"],"actorIdleTimeout":"1h30m","drainRebalancedActors":false,"reentrancy":{"enabled":true},
             "entitiesConfig":[{"entities":["B","D"],"actorIdleTimeout":"5s","reentrancy":{"enabled":true,"maxStackDepth":4}},{"entities":["C"]}]}
            """);
        var common = ActorTypeConfig.Default with { DrainsCalls = false };
        Assert.Equal(["A", "B", "C"], config.Types.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(common with { IdleTimeout = TimeSpan.FromMinutes(90), IsReentrant = true }, config.Types["A"]);
        Assert.Equal(common with { IdleTimeout = TimeSpan.FromSeconds(5), IsReentrant = true, MaxStackDepth = 4 }, config.Types["B"]);
        Assert.Equal(common, config.Types["C"]);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""null""")]
    [InlineData("""{"entities":null}""")]
    [InlineData("""{"entities":[]}""")]
    public void An_app_without_entities_hosts_no_actors(string json) => Assert.Empty(Parse(json).Types);

    [Theory]
    [InlineData("""{"entities":["A"],"actorScanInterval":7,"drainOngoingCallTimeout":"0s","actorIdleTimeout":""}""")]
    [InlineData("""{"entities":["A"],"entitiesConfig":[{"entities":["A"],"actorIdleTimeout":"soon"}]}""")]
    public void What_says_nothing_is_the_default(string json) => Assert.Equal(ActorTypeConfig.Default, Parse(json).Types["A"]);

    [Fact]
    public void Fields_may_be_written_in_any_case() =>
        Assert.Equal(TimeSpan.FromSeconds(5), Parse("""{"Entities":["A"],"ActorIdleTimeout":"5s"}""").Types["A"].IdleTimeout);

    [Theory]
    [InlineData("""[]""", "the answer")]
    [InlineData("""{"entities":[5]}""", "entities")]
    [InlineData("""{"entities":["A"],"actorIdleTimeout":"soon"}""", "actorIdleTimeout")]
    [InlineData("""{"entities":["A"],"actorIdleTimeout":7}""", "actorIdleTimeout")]
    [InlineData("""{"entities":["A"],"drainOngoingCallTimeout":"1d"}""", "drainOngoingCallTimeout")]
    [InlineData("""{"entities":["A"],"drainRebalancedActors":"yes"}""", "drainRebalancedActors")]
    [InlineData("""{"entities":["A"],"reentrancy":true}""", "reentrancy")]
    [InlineData("""{"entities":["A"],"reentrancy":{"maxStackDepth":"4"}}""", "maxStackDepth")]
    [InlineData("""{"entities":["A"],"entitiesConfig":{}}""", "entitiesConfig")]
    public void A_field_that_cannot_be_read_is_named(string json, string field) =>
        Assert.Contains(field, Assert.ThrowsAny<JsonException>(() => Parse(json)).Message, StringComparison.Ordinal);

    private static ActorConfig Parse(string json) => ActorConfig.Parse(Encoding.UTF8.GetBytes(json));
}
