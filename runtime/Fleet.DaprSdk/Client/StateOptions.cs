namespace Dapr.Client;

/// <summary>How a save or delete treats concurrent writers.</summary>
public enum ConcurrencyMode
{
    /// <summary>The first writer wins: a write needs the current ETag.</summary>
    FirstWrite,

    /// <summary>The last writer wins.</summary>
    LastWrite,
}

/// <summary>How soon a write must be visible.</summary>
public enum ConsistencyMode
{
    /// <summary>Sooner or later.</summary>
    Eventual,

    /// <summary>At once.</summary>
    Strong,
}

/// <summary>Options of a state operation.</summary>
public class StateOptions
{
    /// <summary>How soon the write must be visible; the store's default if null.</summary>
    public ConsistencyMode? Consistency { get; set; }

    /// <summary>How concurrent writers are treated; the store's default if null.</summary>
    public ConcurrencyMode? Concurrency { get; set; }
}
