using Fleet.Runtime.PubSub;

namespace Fleet.Tests.Components.PubSub;

public sealed class InMemoryPubSubTests : PubSubSpec
{
    protected override Task<IPubSub> StartAsync(string appId = "app") => Bench.StartAsync<IPubSub>(InMemoryPubSub.Type, appId);
}
