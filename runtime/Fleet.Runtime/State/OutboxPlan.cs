namespace Fleet.Runtime.State;

/// <summary>What a transaction of a store with an outbox writes, and what it publishes.</summary>
/// <param name="Writes">The writes, without those that are there for their event only.</param>
/// <param name="Events">An event for every upsert that is written.</param>
internal sealed record OutboxPlan(IReadOnlyList<StateWrite> Writes, IReadOnlyList<OutboxEvent> Events)
{
    /// <summary>Makes the plan; an upsert with <c>outbox.projection</c> is not written, but published in the place of its key's value.</summary>
    /// <param name="operations">The operations.</param>
    /// <param name="writes">A write for each.</param>
    /// <param name="traceParent">W3C traceparent of the caller; empty: none.</param>
    public static OutboxPlan Of(List<(string Operation, StateEntryReader Entry)> operations, List<StateWrite> writes, string traceParent)
    {
        var projections = new Dictionary<string, StateEntryReader>(StringComparer.Ordinal);
        foreach (var (_, entry) in operations.Where(IsProjection))
            projections[entry.Key] = entry;
        var kept = new List<StateWrite>();
        var events = new List<OutboxEvent>();
        foreach (var (operation, write) in operations.Zip(writes).Where(pair => !IsProjection(pair.First)))
        {
            kept.Add(write);
            if (operation.Operation == "upsert")
                events.Add(operation.Entry.Event(projections.TryGetValue(operation.Entry.Key, out var shown) ? shown : operation.Entry, traceParent));
        }

        return new OutboxPlan(kept, events);
    }

    private static bool IsProjection((string Operation, StateEntryReader Entry) operation) => operation.Operation == "upsert" && operation.Entry.IsProjection;
}
