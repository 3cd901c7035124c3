namespace Fleet.Runtime.Sqlite;

/// <summary>How a database file is opened.</summary>
/// <param name="Path">Absolute path.</param>
public sealed record SqliteOptions(string Path)
{
    /// <summary>Lives in memory and ends with the engine; <see cref="Path"/> is only a name then.</summary>
    public bool IsInMemory { get; init; }

    /// <summary>How long to wait for another process that holds the file.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Write-ahead log; without it (network file systems) reads wait for writes.</summary>
    public bool UsesWriteAheadLog { get; init; } = true;

    /// <summary>Writes that may wait; more wait outside until there is room.</summary>
    public int QueueLimit { get; init; } = 4096;

    /// <summary>Reads may run beside the writer.</summary>
    internal bool ReadsBesideWriter => UsesWriteAheadLog && !IsInMemory;
}
