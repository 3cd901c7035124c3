namespace Fleet.Runtime.Faults;

/// <summary>A rule at work: its own random numbers, its count, and the calls that it holds back.</summary>
internal sealed class ActiveFault(FaultRule rule, int seed, DateTimeOffset? endsAt)
{
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(1);

    // Each rule draws from a sequence of its own, so that one rule's calls do not change what another does.
    private readonly Random random = new(seed);
    private readonly Lock gate = new();
    private List<TaskCompletionSource> held = [];
    private int acted;

    public FaultRule Rule => rule;

    public DateTimeOffset? EndsAt => endsAt;

    public int Acted
    {
        get
        {
            lock (gate)
                return acted;
        }
    }

    /// <summary>Acts no more.</summary>
    public bool HasEnded(DateTimeOffset now) => endsAt <= now || Acted >= rule.Times;

    /// <summary>Nothing waits for it to let go.</summary>
    public bool HoldsNobody
    {
        get
        {
            lock (gate)
                return held.Count == 0;
        }
    }

    /// <summary>Whether it acts on the next call, how long that one waits, and what ends its being held back.</summary>
    public bool Acts(DateTimeOffset now, out TimeSpan wait, out TaskCompletionSource? hold)
    {
        (wait, hold) = (TimeSpan.Zero, null);
        lock (gate)
        {
            if (endsAt <= now || acted >= rule.Times || random.NextDouble() >= rule.Probability)
                return false;
            acted++;
            if (rule.Kind == FaultKind.Reorder)
            {
                held.Add(hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
                return true;
            }

            var span = (rule.MaxDelay ?? rule.MinDelay) - rule.MinDelay;
            wait = rule.MinDelay + (span * random.NextDouble());
            return true;
        }
    }

    /// <summary>Waits until a later call has gone by, or long enough.</summary>
    public async Task HoldAsync(TaskCompletionSource overtaken, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await overtaken.Task.WaitAsync(rule.MaxDelay ?? LongestHold, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Nothing came behind it: it goes on in its place.
            lock (gate)
                held.Remove(overtaken);
        }
    }

    /// <summary>A call has gone by: what was held back follows it.</summary>
    public void Release()
    {
        List<TaskCompletionSource> free;
        lock (gate)
            (free, held) = (held, []);
        foreach (var overtaken in free)
            overtaken.TrySetResult();
    }
}
