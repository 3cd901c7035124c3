namespace Fleet.Runtime.Testing;

/// <summary>The last of something, at most so many.</summary>
internal sealed class Recent<T>(int most)
{
    private readonly Queue<T> items = [];
    private readonly Lock gate = new();

    public IReadOnlyList<T> All
    {
        get
        {
            lock (gate)
                return [.. items];
        }
    }

    public void Add(T item)
    {
        lock (gate)
        {
            while (items.Count >= most)
                items.Dequeue();
            items.Enqueue(item);
        }
    }
}
