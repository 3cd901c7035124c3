using Fleet.Runtime.Faults;
using Microsoft.AspNetCore.Http;

namespace Fleet.Runtime.Actors;

/// <summary>A call on its way to an actor: a method, a reminder or a timer.</summary>
/// <param name="Path">What follows <c>/actors/{type}/{id}/method/</c>, escaped, with the query.</param>
/// <param name="Body">The body; empty: none.</param>
internal sealed record ActorMessage(string Path, ReadOnlyMemory<byte> Body)
{
    /// <summary>Headers of the caller; null: the runtime itself calls, with JSON.</summary>
    public IHeaderDictionary? Headers { get; init; }

    /// <summary>What kind of call it is.</summary>
    public FaultOperation Operation => Headers is not null ? FaultOperations.Turn
        : Path.StartsWith("timer/", StringComparison.Ordinal) ? FaultOperations.Timer : FaultOperations.Reminder;

    /// <summary>W3C trace parent; null: none.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Chain of calls that this one belongs to; null: none.</summary>
    public string? ReentrancyId { get; init; }

    /// <summary>It came through another app's sidecar.</summary>
    public bool IsRemote { get; init; }
}
