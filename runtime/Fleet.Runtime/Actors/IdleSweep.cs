namespace Fleet.Runtime.Actors;

/// <summary>Finds the actors of one host that have not been called for long. Sleeps while none can be idle yet.</summary>
internal sealed class IdleSweep : IDisposable
{
    // Many actors that fall idle one after another are looked for together.
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider time;
    private readonly Func<ICollection<Activation>> active;
    private readonly Action<Activation> retire;
    private readonly ITimer timer;
    private int armed;

    public IdleSweep(TimeProvider time, Func<ICollection<Activation>> active, Action<Activation> retire)
    {
        (this.time, this.active, this.retire) = (time, active, retire);
        timer = time.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>There is an actor with these settings to look after.</summary>
    public void Watch(ActorTypeConfig config)
    {
        if (Interlocked.Exchange(ref armed, 1) == 0)
            timer.Change(Pause(config.IdleTimeout), Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => timer.Dispose();

    private static TimeSpan Pause(TimeSpan untilIdle) => untilIdle > LeastPause ? untilIdle : LeastPause;

    private void Sweep()
    {
        Volatile.Write(ref armed, 0);
        TimeSpan? pause = null;
        foreach (var activation in active())
        {
            var untilIdle = activation.Config.IdleTimeout - time.GetElapsedTime(activation.LastCalled);
            if (untilIdle <= TimeSpan.Zero)
                retire(activation);
            var next = Pause(untilIdle > TimeSpan.Zero ? untilIdle : activation.Config.IdleTimeout);
            pause = pause is null || next < pause ? next : pause;
        }

        if (pause is { } wait && Interlocked.Exchange(ref armed, 1) == 0)
            timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
