using Fleet.Runtime.PubSub;
using Fleet.Runtime.Resources;

namespace Fleet.Tests.Unit.Runtime.PubSub;

public sealed class TopicScopesTests
{
    [Theory]
    [InlineData("app-a", "t1", true)]
    [InlineData("app-a", "t2", false)]
    [InlineData("app-b", "t1", false)]
    [InlineData("app-c", "t1", true)]
    [InlineData("app-c", "guarded", false)]
    [InlineData("app-d", "guarded", true)]
    [InlineData("app-c", "other", false)]
    public void Topic_is_open_to_whom_the_scopes_let_in(string appId, string topic, bool expected)
    {
        var scopes = new TopicScopes(
            Component(("allowedTopics", "t1, t2,guarded"), ("protectedTopics", "guarded"), ("PublishingScopes", "app-a=t1; app-b=;app-d=guarded")), appId);

        Assert.Equal(expected, scopes.MayPublish(topic));
    }

    [Fact]
    public void Scopes_of_publishing_and_subscribing_are_apart()
    {
        var scopes = new TopicScopes(Component(("subscriptionScopes", "app-a=t1")), "app-a");

        Assert.True(scopes.MayPublish("t2"));
        Assert.False(scopes.MaySubscribe("t2"));
        Assert.True(scopes.MaySubscribe("t1"));
    }

    private static ComponentSpec Component(params (string Name, string Value)[] metadata)
    {
        var where = new ResourceLocation("pubsub.yaml", 1);
        var items = metadata.Select(item => new MetadataItem(item.Name, item.Value, null, null, null, where)).ToList();
        return new ComponentSpec("pubsub", "pubsub.in-memory", "v1", items, [], null, false, null, where);
    }
}
