using Dapr.Actors;
using Dapr.Actors.Runtime;
using Moq;

namespace Fleet.Tests.Unit.DaprSdk;

/// <summary>An actor alone, as a service's own unit test has it.</summary>
public sealed class ActorUnitTests
{
    [Fact]
    public async Task An_actor_under_test_registers_with_the_timers_it_is_given()
    {
        var timers = new Mock<ActorTimerManager>();
        var host = ActorHost.CreateForTest<CounterActor>(new ActorTestOptions { ActorId = new ActorId("t"), TimerManager = timers.Object });

        await new CounterActor(host, new ActorLog()).Remind();

        timers.Verify(manager => manager.RegisterReminderAsync(
            It.Is<ActorReminder>(reminder => reminder.Name == "rem" && reminder.ActorId == new ActorId("T") && reminder.Repetitions == 3)));
    }

    [Fact]
    public async Task An_actor_under_test_has_no_state_but_its_own()
    {
        var actor = new CounterActor(ActorHost.CreateForTest<CounterActor>(), new ActorLog());

        await Assert.ThrowsAsync<InvalidOperationException>(() => actor.Value());
    }

    [Fact]
    public async Task A_timer_needs_a_method_that_can_be_called() =>
        await Assert.ThrowsAsync<ArgumentException>(() =>
            new CounterActor(ActorHost.CreateForTest<CounterActor>(), new ActorLog())
                .RegisterTimerAsync("t", "NoSuchMethod", [], TimeSpan.Zero, TimeSpan.Zero));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -2)]
    public void A_reminder_in_the_past_is_refused(int dueTimeMs, int periodMs) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ActorReminder(
            "T", new ActorId("1"), "r", [], TimeSpan.FromMilliseconds(dueTimeMs), TimeSpan.FromMilliseconds(periodMs)));
}
