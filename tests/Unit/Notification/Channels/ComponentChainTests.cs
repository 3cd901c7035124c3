using Fleet.Notification.Channels;
using Fleet.Notification.Channels.Components;
using Fleet.Runtime.Testing;

namespace Fleet.Tests.Unit.Notification.Channels;

public sealed class ComponentChainTests
{
    private readonly VirtualTime time = new(DateTimeOffset.UnixEpoch);
    private readonly List<string> tried = [];

    [Fact]
    public async Task The_second_takes_what_the_first_fails_at()
    {
        var result = await Chain().Send(Script(("a", Fails)), default);
        Assert.Equal(new SendResult(true, "b", null), result);
        Assert.Equal(["a", "b"], tried);
    }

    [Fact]
    public async Task The_second_takes_what_the_first_does_not_answer_in_its_time()
    {
        var sending = Chain().Send(Script(("a", (_, _) => new TaskCompletionSource().Task)), default);
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("b", (await sending).Component);
    }

    [Fact]
    public async Task What_the_first_refuses_for_good_the_second_is_not_asked()
    {
        var result = await Chain().Send(Script(("a", (_, _) => throw new InvalidOperationException("for good"))), default);
        Assert.Equal(new SendResult(false, "a", "no"), result);
        Assert.Equal(["a"], tried);
    }

    [Fact]
    public async Task A_component_that_the_sidecar_lacks_is_passed_over()
    {
        Assert.Equal("b", (await Chain().Send(Script(("a", Absent)), default)).Component);
        Assert.Equal(new SendResult(false, null, "not_configured"), await Chain().Send(Script(("a", Absent), ("b", Absent)), default));
        var failure = await Assert.ThrowsAsync<ChannelFailedException>(() => Chain().Send(Script(("a", Fails), ("b", Absent)), default));
        Assert.Equal(("a", "IOException"), (failure.Component, failure.Message));
    }

    [Fact]
    public async Task Of_several_failures_the_worst_is_told()
    {
        await Assert.ThrowsAsync<ChannelFailedException>(() => Chain().Send(Script(("a", Busy), ("b", Fails)), default));
        await Assert.ThrowsAsync<ChannelFailedException>(() => Chain().Send(Script(("a", Fails), ("b", Busy)), default));
        await Assert.ThrowsAsync<ChannelBusyException>(() => Chain().Send(Script(("a", Busy), ("b", Busy)), default));
        await Assert.ThrowsAsync<TimeoutException>(() => Chain().Send(Script(("a", (_, _) => throw new TimeoutException()), ("b", Fails)), default));
    }

    [Fact]
    public async Task The_order_of_the_configuration_wins()
    {
        var chain = new ComponentChain(new ComponentChoice { Components = ["b", "a"] }, ["a", "b"], Refusal, time);
        Assert.Equal("b", (await chain.Send(Script(), default)).Component);
    }

    private static Task Fails(string component, CancellationToken stop) => throw new IOException("secret@example.org");

    private static Task Busy(string component, CancellationToken stop) => throw new ChannelBusyException("busy");

    private static Task Absent(string component, CancellationToken stop) =>
        throw new InvalidOperationException("error", new IOException($"error invoking output binding {component}: couldn't find output binding {component}"));

    private static string? Refusal(Exception failure) => failure.Message == "for good" ? "no" : null;

    private ComponentChain Chain() => new(new ComponentChoice(), ["a", "b"], Refusal, time);

    private Func<string, CancellationToken, Task> Script(params (string Component, Func<string, CancellationToken, Task> Does)[] script) => (component, stop) =>
    {
        tried.Add(component);
        return Array.Find(script, step => step.Component == component).Does?.Invoke(component, stop) ?? Task.CompletedTask;
    };
}
