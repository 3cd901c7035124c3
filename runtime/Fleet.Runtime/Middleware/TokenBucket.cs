namespace Fleet.Runtime.Middleware;

/// <summary>A bucket that holds a second's worth of tokens, at least one, and fills at an even pace.</summary>
internal sealed class TokenBucket(double perSecond, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly double size = Math.Floor(Math.Max(1, perSecond));
    private double tokens = Math.Floor(Math.Max(1, perSecond));
    private long filledAt = time.GetTimestamp();

    /// <summary>Takes a token when there is one; tells how many whole ones are left.</summary>
    public bool TryTake(out int left)
    {
        lock (gate)
        {
            var isThere = Fill() >= 1;
            if (isThere)
                tokens--;
            left = (int)tokens;
            return isThere;
        }
    }

    private double Fill()
    {
        var now = time.GetTimestamp();
        tokens = Math.Min(size, tokens + (time.GetElapsedTime(filledAt, now).TotalSeconds * perSecond));
        filledAt = now;
        return tokens;
    }
}
