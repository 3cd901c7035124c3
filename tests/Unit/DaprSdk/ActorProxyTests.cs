using System.Net;
using Dapr;
using Dapr.Actors;
using Dapr.Actors.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Tests.Unit.DaprSdk;

public sealed class ActorProxyTests
{
    private readonly ActorSidecar sidecar = new();

    [Fact]
    public async Task A_method_is_called_by_name_with_json()
    {
        await using var app = await StartAsync();
        var proxy = Proxies(app).Create(new ActorId("1"), "CounterActor");

        Assert.Equal(5, await proxy.InvokeMethodAsync<int, int>("Add", 5));
        await proxy.InvokeMethodAsync("Rename", "x");
        Assert.Equal(5, await proxy.InvokeMethodAsync<int>("Value"));
    }

    [Fact]
    public async Task An_interface_is_called_as_if_it_were_here()
    {
        await using var app = await StartAsync();
        var counter = Proxies(app).CreateActorProxy<ICounter>(new ActorId("1"), "CounterActor");

        Assert.Equal(5, await counter.Add(5));
        Assert.Equal(12, await counter.AddBoth(3, 4));
        await counter.Rename("x");
        Assert.Equal(12, await counter.Value());
        Assert.Equal("1", ActorReference.Get(counter).ActorId.GetId());
    }

    [Fact]
    public async Task What_a_method_throws_is_told_to_a_typed_caller()
    {
        await using var app = await StartAsync();
        var counter = Proxies(app).CreateActorProxy<ICounter>(new ActorId("1"), "CounterActor");

        var failure = await Assert.ThrowsAsync<ActorMethodInvocationException>(() => counter.AddAndFail(1));

        var thrown = Assert.IsType<ActorInvokeException>(failure.InnerException);
        Assert.Equal(
            ("System.InvalidOperationException", "broken after the change"),
            (thrown.ActualExceptionType, thrown.Message));
        Assert.Equal(0, await counter.Value());
    }

    [Fact]
    public async Task A_failed_call_by_name_throws_what_the_sidecar_says()
    {
        using var scripted = new ScriptedSidecar();
        scripted.Answer(HttpStatusCode.InternalServerError, """{"errorCode":"ERR_ACTOR_INVOKE_METHOD","message":"no"}""");
        var proxy = new ActorProxyFactory(null, scripted).Create(new ActorId("a/b"), "T");

        var failure = await Assert.ThrowsAsync<DaprApiException>(() => proxy.InvokeMethodAsync("m"));

        Assert.Equal(("ERR_ACTOR_INVOKE_METHOD", "no"), (failure.ErrorCode, failure.Message));
        Assert.Equal("PUT /v1.0/actors/T/a%2Fb/method/m", scripted.Call.Line);
    }

    [Fact]
    public void Only_an_actor_interface_has_a_proxy() =>
        Assert.Throws<ArgumentException>(() => ActorProxy.Create(new ActorId("1"), typeof(IDisposable), "T"));

    private async Task<TestApp> StartAsync()
    {
        var app = await TestApp.WithActorsAsync(sidecar, options =>
        {
            options.UseJsonSerialization = true;
            options.Actors.RegisterActor<CounterActor>();
        });
        sidecar.App = app.Client;
        return app;
    }

    private static IActorProxyFactory Proxies(TestApp app) => app.Services.GetRequiredService<IActorProxyFactory>();
}
