using System.Text.Json;
using Dapr.Actors;

namespace Fleet.Tests.Unit.DaprSdk;

public sealed class ActorIdTests
{
    [Fact]
    public void Ids_that_differ_only_in_case_are_equal()
    {
        Assert.True(new ActorId("a") == new ActorId("A"));
        Assert.Equal(new ActorId("a").GetHashCode(), new ActorId("A").GetHashCode());
        Assert.True(new ActorId("a") != new ActorId("b"));
        Assert.False(new ActorId("a") == null);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void A_blank_id_is_refused(string? id) => Assert.Throws<ArgumentException>(() => new ActorId(id));

    [Fact]
    public void An_id_is_a_string_in_json()
    {
        var reference = new ActorReference { ActorId = new ActorId("7"), ActorType = "T" };

        var json = JsonSerializer.Serialize(reference);

        Assert.Equal("""{"ActorId":"7","ActorType":"T"}""", json);
        Assert.Equal(new ActorId("7"), JsonSerializer.Deserialize<ActorReference>(json)!.ActorId);
    }
}
