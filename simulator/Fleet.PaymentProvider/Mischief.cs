using System.Collections.Concurrent;

namespace Fleet.PaymentProvider;

/// <summary>What can go wrong with an event.</summary>
public static class Mischiefs
{
    /// <summary>Sent twice at once.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>Held back until the event after it was sent.</summary>
    public const string Reorder = "reorder";

    /// <summary>Before it comes the same for another amount, signed with another secret.</summary>
    public const string Forge = "forge";

    /// <summary>Sent with a signature of ten minutes ago first.</summary>
    public const string Stale = "stale";

    /// <summary>After it comes the first event of all again.</summary>
    public const string Replay = "replay";

    /// <summary>Sent ten seconds late.</summary>
    public const string Delay = "delay";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Duplicate, Reorder, Forge, Stale, Replay, Delay];
}

/// <summary>What is to go wrong: by order, one an event, or by chance from a seed.</summary>
public sealed class MischiefBook(int seed)
{
    private readonly ConcurrentQueue<string> ordered = new();
    private readonly Lock gate = new();
    private Random random = new(seed);
    private double share;

    /// <summary>The next events suffer these, one each.</summary>
    public void Order(IEnumerable<string> mischiefs)
    {
        foreach (var mischief in mischiefs) ordered.Enqueue(mischief);
    }

    /// <summary>From now on a share of the events, 0 to 1, suffers something.</summary>
    public void ByChance(double shareOfEvents, int? newSeed)
    {
        lock (gate)
        {
            share = shareOfEvents;
            if (newSeed is { } given) random = new Random(given);
        }
    }

    /// <summary>What the next event suffers; null for nothing.</summary>
    public string? Next()
    {
        if (ordered.TryDequeue(out var mischief)) return mischief;
        lock (gate) return random.NextDouble() < share ? Mischiefs.All[random.Next(Mischiefs.All.Count)] : null;
    }
}
