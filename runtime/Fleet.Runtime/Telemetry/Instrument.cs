namespace Fleet.Runtime.Telemetry;

/// <summary>A metric of a sidecar, as Dapr names it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Help">What it tells.</param>
/// <param name="Labels">Names of its labels; <c>app_id</c> and <c>namespace</c> are the sidecar's own.</param>
public sealed record Instrument(string Name, InstrumentKind Kind, string Help, params IReadOnlyList<string> Labels)
{
    /// <summary>The labels whose values differ within a sidecar.</summary>
    internal IEnumerable<string> OwnLabels() => Labels.Where(label => label is not ("app_id" or "namespace"));
}

/// <summary>What a metric holds.</summary>
public enum InstrumentKind
{
    /// <summary>A number that only grows.</summary>
    Counter,

    /// <summary>A number that goes up and down.</summary>
    Gauge,

    /// <summary>How often a value was at most so many milliseconds or bytes.</summary>
    Histogram,
}
