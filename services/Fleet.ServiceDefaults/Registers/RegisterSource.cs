namespace Fleet.ServiceDefaults.Registers;

/// <summary>Reads one shard from its newest entry down, some entries at a time.</summary>
internal sealed class RegisterSource<T>(Func<RegisterRead, CancellationToken, Task<RegisterSlice<T>>> read, int chunk)
{
    private readonly Queue<Registered<T>> buffer = new();
    private bool ended;

    /// <summary>Entries before this position are still to come; null before the first read.</summary>
    public long? Position { get; set; }

    /// <summary>The next entry; null when there is none.</summary>
    public Registered<T>? Next => buffer.TryPeek(out var next) ? next : null;

    /// <summary>Makes sure that <see cref="Next"/> is there if anything is left.</summary>
    public async Task Fill(CancellationToken cancellation)
    {
        if (buffer.Count > 0 || ended) return;
        var slice = await read(new RegisterRead(Position, chunk), cancellation);
        foreach (var entry in slice.Entries) buffer.Enqueue(entry);
        ended = slice.Entries.Count < chunk;
        Position = Next is { } first ? first.Position + 1 : 0;
    }

    /// <summary>Takes the next entry.</summary>
    public T Take()
    {
        var taken = buffer.Dequeue();
        Position = taken.Position;
        return taken.Entry;
    }
}
