namespace Fleet.Runtime.Inspection;

/// <summary>The queue of one consumer group on one topic.</summary>
/// <param name="PubSub">Name of the component, as the first sidecar that has it calls it.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Group">The consumer group; the app id where a broker has none.</param>
/// <param name="Waiting">Messages that are still to be delivered, those that wait to come again included.</param>
/// <param name="InFlight">Messages that are being delivered.</param>
public sealed record QueueStatus(string PubSub, string Topic, string Group, long Waiting, int InFlight);

/// <summary>A broker that can say what lies in its queues.</summary>
public interface IQueueListing
{
    /// <summary>What holds the queues: components that share them give the same; null: nothing does.</summary>
    object? Queues { get; }

    /// <summary>All its queues, those of other sidecars that share it included.</summary>
    Task<IReadOnlyList<QueueStatus>> QueuesAsync(CancellationToken cancellationToken);
}
