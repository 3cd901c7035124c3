using System.Runtime.CompilerServices;

namespace Fleet.Runtime.Testing;

/// <summary>
/// A clock that stands still until a test moves it. Timers fire in the order of their due times while it moves, each
/// seeing its own due time as now; what they start runs on the thread pool as always.
/// </summary>
public sealed class VirtualTime : TimeProvider
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private readonly Lock gate = new();
    private readonly PriorityQueue<(VirtualTimer Timer, int Version), (DateTimeOffset Due, long Order)> due = new();
    private DateTimeOffset now;
    private long order;

    /// <summary>A clock that shows <paramref name="start"/>.</summary>
    public VirtualTime(DateTimeOffset start) => now = start.ToUniversalTime();

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer fires; null: none is set.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (gate)
            {
                DropStale_NeedsLock();
                return due.TryPeek(out _, out var at) ? at.Due : null;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock on, firing every timer that falls due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        var target = GetUtcNow() + by;
        while (TakeDue(target) is { } timer)
            timer.Fire();
        lock (gate)
            now = target > now ? target : now;
    }

    /// <summary>
    /// Moves the clock on at once, as for a machine that was asleep: every timer that fell due meanwhile fires once, and sees the new time. Years pass so
    /// without the millions of ticks in them.
    /// </summary>
    public void Leap(TimeSpan by)
    {
        lock (gate)
            now += by;
        Advance(TimeSpan.Zero);
    }

    /// <summary>
    /// Moves the clock on in steps until a condition holds, and lets what the timers started run in between.
    /// </summary>
    /// <param name="condition">Asked again and again.</param>
    /// <param name="step">How far the clock moves between.</param>
    /// <param name="atMost">How far it moves in all.</param>
    /// <param name="expression">What is waited for, as the exception says it; the compiler fills it in.</param>
    /// <returns>False when the condition does not hold after <paramref name="atMost"/> of virtual time.</returns>
    /// <exception cref="TimeoutException">It does not hold after five minutes of real time, or does not say by then whether it holds.</exception>
    public async Task<bool> AdvanceUntilAsync(
        Func<Task<bool>> condition, TimeSpan step, TimeSpan atMost, [CallerArgumentExpression(nameof(condition))] string expression = "")
    {
        var (began, end) = (System.GetTimestamp(), GetUtcNow() + atMost);
        while (!await AnswerAsync(condition(), expression))
        {
            if (GetUtcNow() >= end)
                return false;
            if (System.GetElapsedTime(began) >= Longest)
                throw Late(expression);
            Advance(step);
            await Task.Delay(TimeSpan.FromMilliseconds(1), System);
        }

        return true;
    }

    private static async Task<bool> AnswerAsync(Task<bool> condition, string expression)
    {
        try
        {
            return await condition.WaitAsync(Longest, System);
        }
        catch (TimeoutException) when (!condition.IsCompleted)
        {
            throw Late(expression);
        }
    }

    private static TimeoutException Late(string expression) => new($"After {Longest.TotalSeconds:0} s of real time this does not hold: {expression}");

    private VirtualTimer? TakeDue(DateTimeOffset target)
    {
        lock (gate)
        {
            DropStale_NeedsLock();
            if (!due.TryPeek(out _, out var at) || at.Due > target)
                return null;
            now = at.Due > now ? at.Due : now;
            var (timer, _) = due.Dequeue();
            timer.Rearm_NeedsLock();
            return timer;
        }
    }

    private void DropStale_NeedsLock()
    {
        while (due.TryPeek(out var item, out _) && item.Timer.Version != item.Version)
            due.Dequeue();
    }

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period = Timeout.InfiniteTimeSpan;

        public int Version { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            lock (time.gate)
            {
                period = newPeriod;
                Arm_NeedsLock(dueTime);
            }

            return true;
        }

        public void Rearm_NeedsLock() => Arm_NeedsLock(period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan);

        public void Fire() => callback(state);

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Arm_NeedsLock(TimeSpan dueTime)
        {
            Version++;
            if (dueTime != Timeout.InfiniteTimeSpan)
                time.due.Enqueue((this, Version), (time.now + dueTime, time.order++));
        }
    }
}
