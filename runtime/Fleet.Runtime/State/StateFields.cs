namespace Fleet.Runtime.State;

/// <summary>Metadata fields that the block itself reads, whatever the store.</summary>
public static class StateFields
{
    /// <summary>Which prefix keys get: <see cref="StateKeys"/>.</summary>
    public const string KeyPrefix = "keyPrefix";

    /// <summary>Pub/sub component of the outbox.</summary>
    public const string OutboxPubSub = "outboxPublishPubsub";

    /// <summary>Topic of the outbox.</summary>
    public const string OutboxTopic = "outboxPublishTopic";

    /// <summary>Pub/sub component that keeps events until their transaction is done; absent: <see cref="OutboxPubSub"/>.</summary>
    public const string OutboxRelay = "outboxPubsub";
}
