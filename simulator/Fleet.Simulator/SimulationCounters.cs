namespace Fleet.Simulator;

/// <summary>What a run of the simulator did so far.</summary>
public sealed class SimulationCounters
{
    private long passages;
    private long positions;
    private long rejected;
    private long retries;
    private volatile string? lastTrouble;

    /// <summary>Passages that were acknowledged in this run.</summary>
    public long Passages => Interlocked.Read(ref passages);

    /// <summary>Positions that were acknowledged in this run.</summary>
    public long Positions => Interlocked.Read(ref positions);

    /// <summary>Items that the gateway refused for what they say.</summary>
    public long Rejected => Interlocked.Read(ref rejected);

    /// <summary>Batches that had to be sent again.</summary>
    public long Retries => Interlocked.Read(ref retries);

    /// <summary>The last thing that went wrong; null when nothing did.</summary>
    public string? LastTrouble => lastTrouble;

    internal void AddPassages(int count) => Interlocked.Add(ref passages, count);

    internal void AddPositions(int count) => Interlocked.Add(ref positions, count);

    internal void AddRejected(int count) => Interlocked.Add(ref rejected, count);

    internal void Retried() => Interlocked.Increment(ref retries);

    internal void Trouble(string text) => lastTrouble = text;
}
