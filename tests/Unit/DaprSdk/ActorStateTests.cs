using System.Net;
using Dapr.Actors;
using Dapr.Actors.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Tests.Unit.DaprSdk;

public interface IScripted : IActor
{
    Task Run();
}

/// <summary>What the scripted actor does with its state in its next turn.</summary>
internal sealed class Script
{
    public Func<IActorStateManager, Task> Turn { get; set; } = _ => Task.CompletedTask;
}

internal sealed class ScriptedActor(ActorHost host, Script script) : Actor(host), IScripted
{
    public Task Run() => script.Turn(StateManager);
}

public sealed class ActorStateTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ScriptedSidecar sidecar = new();
    private readonly Script script = new();
    private readonly StoppedClock clock = new(Noon);

    [Fact]
    public async Task A_value_set_and_removed_in_a_turn_is_deleted()
    {
        sidecar.Answer(HttpStatusCode.NoContent);

        await RunAsync(async state =>
        {
            await state.SetStateAsync("k", 1);
            Assert.True(await state.TryRemoveStateAsync("k"));
            Assert.False(await state.ContainsStateAsync("k"));
            Assert.False(await state.TryRemoveStateAsync("k"));
        });

        Assert.Equal("""[{"operation":"delete","request":{"key":"k"}}]""", sidecar.Call.Body);
    }

    [Fact]
    public async Task A_value_added_and_removed_in_a_turn_is_not_written_at_all()
    {
        sidecar.Answer(HttpStatusCode.NoContent);

        await RunAsync(async state =>
        {
            Assert.True(await state.TryAddStateAsync("k", 1));
            await state.RemoveStateAsync("k");
        });

        Assert.Equal("GET", sidecar.Call.Method);
    }

    [Fact]
    public async Task A_value_that_exists_is_not_added()
    {
        sidecar.Answer(HttpStatusCode.OK, "1").Answer(HttpStatusCode.OK, "1");

        await RunAsync(async state =>
        {
            Assert.False(await state.TryAddStateAsync("k", 2));
            await Assert.ThrowsAsync<InvalidOperationException>(() => state.AddStateAsync("k", 2));
        });

        Assert.All(sidecar.Calls, call => Assert.Equal("GET", call.Method));
    }

    [Fact]
    public async Task A_removed_value_can_be_added_again()
    {
        sidecar.Answer(HttpStatusCode.OK, "1").Answer(HttpStatusCode.NoContent);

        await RunAsync(async state =>
        {
            await state.RemoveStateAsync("k");
            await state.AddStateAsync("k", 2);
        });

        Assert.Equal("""[{"operation":"upsert","request":{"key":"k","value":2}}]""", sidecar.Calls[1].Body);
    }

    [Fact]
    public async Task A_missing_value_is_named()
    {
        sidecar.Answer(HttpStatusCode.NoContent).Answer(HttpStatusCode.NoContent);

        await RunAsync(async state =>
        {
            Assert.False((await state.TryGetStateAsync<int>("none")).HasValue);
            var failure = await Assert.ThrowsAsync<KeyNotFoundException>(() => state.GetStateAsync<int>("none"));
            Assert.Contains("none", failure.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Several_changes_go_in_one_transaction()
    {
        sidecar.Answer(HttpStatusCode.NoContent);

        await RunAsync(async state =>
        {
            await state.SetStateAsync("a", new Widget("x", 1));
            await state.SetStateAsync("b", new[] { 1, 2 });
        });

        Assert.Equal(
            """[{"operation":"upsert","request":{"key":"a","value":{"name":"x","size":1}}},{"operation":"upsert","request":{"key":"b","value":[1,2]}}]""",
            sidecar.Call.Body);
    }

    [Fact]
    public async Task What_was_saved_within_the_turn_is_not_saved_again()
    {
        sidecar.Answer(HttpStatusCode.NoContent);

        await RunAsync(async state =>
        {
            await state.SetStateAsync("a", 1);
            await state.SaveStateAsync();
        });

        Assert.Equal("PUT", sidecar.Call.Method);
    }

    [Fact]
    public async Task A_value_that_has_expired_in_the_store_is_missing()
    {
        sidecar.Answer(HttpStatusCode.OK, "1", ("Metadata.ttlexpiretime", "2026-03-01T11:59:59Z"));

        await RunAsync(async state => Assert.False((await state.TryGetStateAsync<int>("k")).HasValue));
    }

    [Fact]
    public async Task A_value_expires_in_memory_too()
    {
        sidecar.Answer(HttpStatusCode.OK, "1", ("Metadata.ttlexpiretime", "2026-03-01T12:00:30Z"));

        await RunAsync(async state =>
        {
            Assert.Equal(1, await state.GetStateAsync<int>("k"));
            clock.Now = Noon.AddSeconds(31);
            Assert.False(await state.ContainsStateAsync("k"));
        });
    }

    [Fact]
    public async Task A_call_in_a_chain_reads_for_itself_and_passes_the_chain_on()
    {
        sidecar.Answer(HttpStatusCode.OK, "1").Answer(HttpStatusCode.OK, "2").Answer(HttpStatusCode.NoContent);
        await using var app = await StartAsync();
        script.Turn = state => state.GetStateAsync<int>("k");
        await app.PutAsync("/actors/ScriptedActor/1/method/Run");
        script.Turn = async state =>
        {
            Assert.Equal(2, await state.GetStateAsync<int>("k"));
            await app.Services.GetRequiredService<Dapr.Actors.Client.IActorProxyFactory>()
                .Create(new ActorId("2"), "Other").InvokeMethodAsync("m");
        };

        using var request = new HttpRequestMessage(HttpMethod.Put, "/actors/ScriptedActor/1/method/Run");
        request.Headers.Add("Dapr-Reentrancy-Id", "chain-1");
        using var response = await app.Client.SendAsync(request);

        Assert.Equal("chain-1", sidecar.Calls[2].Headers["Dapr-Reentrancy-Id"]);
    }

    private async Task RunAsync(Func<IActorStateManager, Task> turn)
    {
        await using var app = await StartAsync();
        script.Turn = turn;
        using var response = await app.PutAsync("/actors/ScriptedActor/1/method/Run");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private Task<TestApp> StartAsync() => TestApp.WithActorsAsync(
        sidecar,
        options => options.Actors.RegisterActor<ScriptedActor>(registration => registration.Activator = new ScriptedActivator(script)),
        clock);

    private sealed class ScriptedActivator(Script script) : ActorActivator
    {
        public override Task<ActorActivatorState> CreateAsync(ActorHost host) =>
            Task.FromResult(new ActorActivatorState(new ScriptedActor(host, script)));

        public override Task DeleteAsync(ActorActivatorState state) => Task.CompletedTask;
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
