namespace Fleet.Simulator;

/// <summary>What a run of the simulator did so far.</summary>
public sealed class SimulationCounters
{
    private long _passages;
    private long _positions;
    private long _rejected;
    private long _retries;
    private volatile string? _lastTrouble;

    /// <summary>Passages that were acknowledged in this run.</summary>
    public long Passages => Interlocked.Read(ref _passages);

    /// <summary>Positions that were acknowledged in this run.</summary>
    public long Positions => Interlocked.Read(ref _positions);

    /// <summary>Items that the gateway refused for what they say.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>Batches that had to be sent again.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>The last thing that went wrong; null when nothing did.</summary>
    public string? LastTrouble => _lastTrouble;

    internal void AddPassages(int count) => Interlocked.Add(ref _passages, count);

    internal void AddPositions(int count) => Interlocked.Add(ref _positions, count);

    internal void AddRejected(int count) => Interlocked.Add(ref _rejected, count);

    internal void Retried() => Interlocked.Increment(ref _retries);

    internal void Trouble(string text) => _lastTrouble = text;
}
