using Fleet.Notification.Channels;
using Fleet.Notification.Recipients;
using Fleet.Runtime.Testing;

namespace Fleet.Tests.Unit.Notification.Channels;

/// <summary>What a channel that hangs costs others.</summary>
public sealed class ChannelGateTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private readonly VirtualTime time = new(new DateTimeOffset(2026, 3, 16, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_webhook_that_hangs_closes_its_own_host_and_no_other()
    {
        var gate = new ChannelGate(time);
        var (stuck, other) = (ChannelGate.KeyOf(ChannelNames.Webhook, "https://stuck.example/a"), ChannelGate.KeyOf(ChannelNames.Webhook, "https://good.example/a"));
        gate.Hung(stuck, Pause);
        Assert.False(gate.MayTry(ChannelGate.KeyOf(ChannelNames.Webhook, "https://stuck.example/b"), Pause));
        Assert.True(gate.MayTry(other, Pause));
        Assert.True(gate.MayTry(ChannelGate.KeyOf(ChannelNames.Email, "jo@stuck.example"), Pause));
    }

    [Fact]
    public void Mail_that_hangs_is_left_alone_for_everybody_and_then_tried_by_one()
    {
        var gate = new ChannelGate(time);
        gate.Hung(ChannelGate.KeyOf(ChannelNames.Email, "a@example.org"), Pause);
        var other = ChannelGate.KeyOf(ChannelNames.Email, "b@example.org");
        Assert.False(gate.MayTry(other, Pause));
        time.Advance(Pause);
        Assert.True(gate.MayTry(other, Pause));
        Assert.False(gate.MayTry(other, Pause));
        gate.Answered(other);
        Assert.True(gate.MayTry(other, Pause));
    }
}
