using System.Collections.Concurrent;
using System.Text;
using Fleet.Runtime.Bindings;
using Fleet.Runtime.Components;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Tests.Unit.Runtime.Bindings;

/// <summary>What the MQTT binding makes of a broker that says odd things, or nothing; the clock stands until it is moved.</summary>
public sealed class MqttBindingTests : IAsyncDisposable
{
    private static readonly byte[] Published = [0x30, 4, 0, 1, (byte)'t', (byte)'0'];

    private readonly VirtualTime time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ScriptedMqttBroker broker = new();
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<string> came = [];
    private Task reading = Task.CompletedTask;
    private Func<string, Task> answer = _ => Task.CompletedTask;

    [Fact]
    public async Task A_message_is_acknowledged_when_the_app_has_taken_it_and_not_before()
    {
        var taken = new TaskCompletionSource();
        answer = text => text == "1" ? taken.Task : Task.CompletedTask;
        var session = await ListenAsync();

        await session.SendAsync([.. Published, .. Once(7, "1"), .. Once(8, "2")]);

        Assert.Equal([0, 8], (await session.ReadAsync()).Body);
        taken.SetResult();
        Assert.Equal([0, 7], (await session.ReadAsync()).Body);
        Assert.Equal(["0", "1", "2"], came.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_message_that_the_app_refuses_is_not_acknowledged()
    {
        answer = text => text == "1" ? throw new InvalidOperationException("no") : Task.CompletedTask;
        var session = await ListenAsync();

        await session.SendAsync([.. Once(7, "1"), .. Once(8, "2")]);

        Assert.Equal([0, 8], (await session.ReadAsync()).Body);
        await stop.CancelAsync();
        Assert.Equal(0xE0, (await session.ReadAsync()).First);
    }

    [Fact]
    public async Task A_binding_that_stops_acknowledges_what_it_has_begun_takes_nothing_more_and_says_goodbye()
    {
        var taken = new TaskCompletionSource();
        answer = _ => taken.Task;
        var session = await ListenAsync();
        await session.SendAsync(Once(7, "1"));
        while (came.IsEmpty)
            await PauseAsync();

        await stop.CancelAsync();
        await session.SendAsync(Once(8, "2"));
        taken.SetResult();

        Assert.Equal([0, 7], (await session.ReadAsync()).Body);
        Assert.Equal(0xE0, (await session.ReadAsync()).First);
        Assert.Equal(["1"], came);
    }

    [Fact]
    public async Task A_broker_that_answers_nothing_any_more_is_left()
    {
        var session = await ListenAsync();

        time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(0xC0, (await session.ReadAsync()).First);
        await session.SendAsync([0xD0, 0]);
        await session.SendAsync(Once(1, "1"));
        Assert.Equal([0, 1], (await session.ReadAsync()).Body);
        time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(0xC0, (await session.ReadAsync()).First);
        time.Advance(TimeSpan.FromSeconds(15));

        await session.ClosedAsync();
        await NextAsync();
    }

    [Fact]
    public async Task Whatever_a_broker_sends_costs_the_connection_at_most()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var session = await ListenAsync();
        for (var i = 0; i < 500; i++)
        {
            await session.SendAsync(Hostile(random));
            session.Finish();
            await session.ClosedAsync();
            session = await NextAsync();
        }

        await session.SendAsync(Once(9, "still here"));

        Assert.Equal([0, 9], (await session.ReadAsync()).Body);
        Assert.Contains("still here", came);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await reading;
        await broker.DisposeAsync();
        stop.Dispose();
    }

    // At least once, on topic t.
    private static byte[] Once(byte id, string text) => [0x32, (byte)(5 + text.Length), 0, 1, (byte)'t', 0, id, .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Hostile(Random random)
    {
        byte[][] good = [Published, Once(1, "a message"), [0x40, 2, 0, 1], [0x90, 3, 0, 1, 1], [0xD0, 0], [0x20, 2, 0, 0]];
        var bytes = random.Next(4) == 0 ? new byte[random.Next(1, 64)] : [.. good[random.Next(good.Length)], .. good[random.Next(good.Length)]];
        if (random.Next(4) == 0)
            random.NextBytes(bytes);
        for (var changes = random.Next(4); changes > 0; changes--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes[..random.Next(1, bytes.Length + 1)];
    }

    private async Task<ScriptedMqttBroker.Session> ListenAsync()
    {
        Assert.True(ComponentTypes.CreateRegistry().TryGet("bindings.mqtt3", out var type));
        var metadata = new ComponentMetadata([new("url", $"tcp://127.0.0.1:{broker.Port}"), new("topic", "t"), new("consumerID", "one")]);
        var shared = new SharedServices(new RuntimeOptions { Time = time });
        var binding = (IInputBinding)type.Create(new ComponentContext("telemetry", "app", metadata, shared, NullLogger.Instance));
        reading = Task.Run(() => binding.ReadAsync(TakeAsync, stop.Token));
        return await NextAsync();
    }

    // Five seconds are the longest pause between two connections; a broker has ten to answer, and is heard of each fifteen.
    private async Task<ScriptedMqttBroker.Session> NextAsync()
    {
        ScriptedMqttBroker.Session? session;
        while ((session = broker.TryNext()) is null)
        {
            if (time.NextDue is { } due && due - time.GetUtcNow() <= TimeSpan.FromSeconds(5))
                time.Advance(due - time.GetUtcNow());
            await PauseAsync();
        }

        while (time.NextDue - time.GetUtcNow() <= TimeSpan.FromSeconds(10))
            await PauseAsync();
        return session;
    }

    private static Task PauseAsync() => Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);

    private async Task<BindingResponse> TakeAsync(BindingRequest request, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetString(request.Data.Span);
        came.Enqueue(text);
        await answer(text);
        return BindingResponse.Nothing;
    }
}
