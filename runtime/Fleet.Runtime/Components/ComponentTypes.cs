using Fleet.Runtime.Bindings;
using Fleet.Runtime.Configuration;
using Fleet.Runtime.Locks;
using Fleet.Runtime.Middleware;
using Fleet.Runtime.PubSub;
using Fleet.Runtime.Secrets;
using Fleet.Runtime.State;

namespace Fleet.Runtime.Components;

/// <summary>Every component type of the embedded runtime, a line each.</summary>
public static class ComponentTypes
{
    /// <summary>A registry with all of them; an object, so that two runtimes share nothing.</summary>
    public static ComponentRegistry CreateRegistry() => new ComponentRegistry()
        .Add(InMemoryStateStore.Type)
        .Add(SqliteStateStore.Type)
        .Add(RedisStateStore.Type)
        .Add(LocalFileSecretStore.Type)
        .Add(LocalEnvSecretStore.Type)
        .Add(HttpBinding.Type)
        .Add(CronBinding.Type)
        .Add(SmtpBinding.Type)
        .Add(LocalStorageBinding.Type)
        .Add(MqttBinding.Type)
        .Add(InMemoryPubSub.Type)
        .Add(SqlitePubSub.Type)
        .Add(RedisPubSub.Type)
        .Add(InMemoryLockStore.Type)
        .Add(SqliteLockStore.Type)
        .Add(RedisLockStore.Type)
        .Add(FileConfigurationStore.Type)
        .Add(RedisConfigurationStore.Type)
        .Add(RouterAliasMiddleware.Type)
        .Add(RouterCheckerMiddleware.Type)
        .Add(RateLimitMiddleware.Type)
        .Add(BearerMiddleware.Type)
        .Add(ClientCredentialsMiddleware.Type)
        .Add(UppercaseMiddleware.Type);
}
