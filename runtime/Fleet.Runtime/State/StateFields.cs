using Fleet.Runtime.Components;

namespace Fleet.Runtime.State;

/// <summary>Metadata fields that the block itself reads, whatever the store.</summary>
public static class StateFields
{
    /// <summary>Which prefix keys get: <see cref="StateKeys"/>.</summary>
    public const string KeyPrefix = "keyPrefix";

    /// <summary>Whether actors keep their state here.</summary>
    public const string ActorStateStore = "actorStateStore";

    /// <summary>Pub/sub component of the outbox.</summary>
    public const string OutboxPubSub = "outboxPublishPubsub";

    /// <summary>Topic of the outbox.</summary>
    public const string OutboxTopic = "outboxPublishTopic";

    /// <summary>What every store takes.</summary>
    public static IReadOnlyList<MetadataField> Common { get; } =
    [
        new(KeyPrefix),
        new(ActorStateStore, FieldKind.Boolean),
        new(OutboxPubSub),
        new(OutboxTopic),
        new("outboxPubsub"),
        new("outboxDiscardWhenMissingState", FieldKind.Boolean),
    ];
}
