namespace Fleet.VehicleTracking.Shards;

/// <summary>That a shard ticks, and since when without a break.</summary>
/// <param name="AliveMs">When it ticked, give or take <see cref="EveryMs"/>; Unix milliseconds.</param>
/// <param name="ResumedMs">When it ticked first after having been down, Unix milliseconds; <see cref="long.MinValue"/> if it never was.</param>
public sealed record Pulse(long AliveMs, long ResumedMs)
{
    /// <summary>How often it is noted.</summary>
    public const long EveryMs = 20_000;

    /// <summary>A shard that did not tick for longer than this was down.</summary>
    public const long DownMs = 60_000;

    /// <summary>The pulse after a tick; the same one when there is nothing to note.</summary>
    public Pulse After(long nowMs) =>
        nowMs - AliveMs > DownMs ? new Pulse(nowMs, nowMs)
        : nowMs - AliveMs >= EveryMs ? this with { AliveMs = nowMs }
        : this;
}
