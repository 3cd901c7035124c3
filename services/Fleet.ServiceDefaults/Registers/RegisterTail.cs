namespace Fleet.ServiceDefaults.Registers;

/// <summary>The end of a shard as its actor keeps it in memory: what the next batch is appended to.</summary>
internal sealed class RegisterTail<T>
{
    public const int PageSize = 200;

    // A call can be repeated below us with "fresh" still set: for so many groups that is noticed without the store's help.
    private const int Remembered = 10_000;

    private readonly List<T> page;
    private readonly HashSet<string> recent = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();
    private readonly long startedAt;

    public RegisterTail(RegisterHead head, IEnumerable<T> page)
    {
        Head = head;
        startedAt = head.Count;
        this.page = [.. page];
    }

    public RegisterHead Head { get; private set; }

    public IReadOnlyList<T> Page => page;

    public bool IsPageFull => page.Count == PageSize;

    public static long PageOf(long position) => position / PageSize;

    /// <summary>Whether something of the group may have been registered lately. A shard just loaded does not know, so: yes.</summary>
    public bool IsRecent(string group) => Head.Count - startedAt < Remembered && startedAt > 0 || recent.Contains(group);

    public void Append(RegisterItem<T> item)
    {
        if (IsPageFull) page.Clear();
        page.Add(item.Entry);
        var totals = new Dictionary<string, long>(Head.Totals, StringComparer.Ordinal);
        foreach (var name in item.Totals) totals[name] = totals.GetValueOrDefault(name) + 1;
        Head = new RegisterHead(Head.Count + 1, totals);
        Remember(item.Group);
    }

    private void Remember(string group)
    {
        if (recent.Add(group)) order.Enqueue(group);
        if (order.Count > Remembered) recent.Remove(order.Dequeue());
    }
}
