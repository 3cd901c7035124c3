#nullable enable
using Dapr.Actors.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Dapr.Actors;

/// <summary>Makes actors from the app's services, each with a scope of its own that ends with it.</summary>
internal sealed class ServiceActorActivator(IServiceProvider services, ObjectFactory factory) : ActorActivator
{
    public override async Task<ActorActivatorState> CreateAsync(ActorHost host)
    {
        var scope = services.CreateAsyncScope();
        try
        {
            return new ScopedActor((Actor)factory(scope.ServiceProvider, [host]), scope);
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }

    public override async Task DeleteAsync(ActorActivatorState state)
    {
        var scoped = (ScopedActor)state;
        switch (scoped.Actor)
        {
            case IAsyncDisposable disposable:
                await disposable.DisposeAsync();
                break;
            case IDisposable disposable:
                disposable.Dispose();
                break;
        }

        await scoped.Scope.DisposeAsync();
    }

    private sealed class ScopedActor(Actor actor, AsyncServiceScope scope) : ActorActivatorState(actor)
    {
        public AsyncServiceScope Scope { get; } = scope;
    }
}

/// <summary>Makes a <see cref="ServiceActorActivator"/> a class.</summary>
internal sealed class ServiceActorActivatorFactory(IServiceProvider services) : ActorActivatorFactory
{
    public override ActorActivator CreateActivator(ActorTypeInformation type) =>
        new ServiceActorActivator(services, ActivatorUtilities.CreateFactory(type.ImplementationType, [typeof(ActorHost)]));
}
