namespace Fleet.Runtime.Resiliency;

/// <summary>At most so many values by their keys; the one that was not asked for longest makes room.</summary>
internal sealed class RecentlyUsed<T>(int capacity)
    where T : class
{
    private readonly Dictionary<string, LinkedListNode<(string Key, T Value)>> known = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, T Value)> byUse = [];
    private readonly Lock gate = new();

    /// <summary>All values, the last used first.</summary>
    public IReadOnlyList<(string Key, T Value)> All
    {
        get
        {
            lock (gate)
                return [.. byUse];
        }
    }

    /// <summary>The value of a key, made when it is not there.</summary>
    public T Get(string key, Func<string, T> create)
    {
        lock (gate)
        {
            if (known.TryGetValue(key, out var node))
            {
                byUse.Remove(node);
                byUse.AddFirst(node);
                return node.Value.Value;
            }

            if (known.Count >= capacity && byUse.Last is { } oldest)
            {
                known.Remove(oldest.Value.Key);
                byUse.RemoveLast();
            }

            var value = create(key);
            known.Add(key, byUse.AddFirst((key, value)));
            return value;
        }
    }
}
