namespace Fleet.ServiceDefaults.Registers;

/// <summary>Reads one shard from its newest entry down, some entries at a time.</summary>
internal sealed class RegisterSource<T>(Func<RegisterRead, CancellationToken, Task<RegisterSlice<T>>> read, int chunk)
{
    private readonly Queue<Registered<T>> _buffer = new();
    private bool _ended;

    /// <summary>Entries before this position are still to come; null before the first read.</summary>
    public long? Position { get; set; }

    /// <summary>The next entry; null when there is none.</summary>
    public Registered<T>? Next => _buffer.TryPeek(out var next) ? next : null;

    /// <summary>Makes sure that <see cref="Next"/> is there if anything is left.</summary>
    public async Task Fill(CancellationToken cancellation)
    {
        if (_buffer.Count > 0 || _ended) return;
        var slice = await read(new RegisterRead(Position, chunk), cancellation);
        foreach (var entry in slice.Entries) _buffer.Enqueue(entry);
        _ended = slice.Entries.Count < chunk;
        Position = Next is { } first ? first.Position + 1 : 0;
    }

    /// <summary>Takes the next entry.</summary>
    public T Take()
    {
        var taken = _buffer.Dequeue();
        Position = taken.Position;
        return taken.Entry;
    }
}
