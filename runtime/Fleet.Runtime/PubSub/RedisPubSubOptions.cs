using System.Globalization;
using Fleet.Runtime.Components;

namespace Fleet.Runtime.PubSub;

/// <summary>How a <c>pubsub.redis</c> delivers.</summary>
/// <param name="Group">Consumer group, and the consumer in it.</param>
internal sealed record RedisPubSubOptions(string Group)
{
    /// <summary>How long an app may take, and a message be pending, before it comes again; zero: it never does.</summary>
    public TimeSpan ProcessingTimeout { get; private init; }

    /// <summary>How often pending messages are looked for; zero: never.</summary>
    public TimeSpan RedeliverInterval { get; private init; }

    /// <summary>Messages of a topic that are read ahead.</summary>
    public int QueueDepth { get; private init; }

    /// <summary>Deliveries at one time.</summary>
    public int Concurrency { get; private init; }

    /// <summary>About how many messages a stream keeps; 0: all.</summary>
    public int MaxLength { get; private init; }

    /// <summary>Whether a message that failed ever comes again.</summary>
    public bool Redelivers => ProcessingTimeout > TimeSpan.Zero && RedeliverInterval > TimeSpan.Zero;

    /// <summary>The metadata fields.</summary>
    public static IReadOnlyList<MetadataField> Fields { get; } =
    [
        new("consumerID"),
        new("processingTimeout", FieldKind.Duration),
        new("redeliverInterval", FieldKind.Duration),
        new("queueDepth", FieldKind.Number),
        new("concurrency", FieldKind.Number),
        new("maxLenApprox", FieldKind.Number),
    ];

    /// <summary>What a component's metadata say.</summary>
    public static RedisPubSubOptions Of(ComponentContext context)
    {
        var metadata = context.Metadata;
        return new RedisPubSubOptions(metadata.Text("consumerID") ?? context.AppId)
        {
            ProcessingTimeout = metadata.Duration("processingTimeout", TimeSpan.FromSeconds(60)),
            RedeliverInterval = RedeliverIntervalOf(metadata),
            QueueDepth = Math.Max(1, metadata.Number("queueDepth", 100)),
            Concurrency = Math.Max(1, metadata.Number("concurrency", 10)),
            MaxLength = metadata.Number("maxLenApprox", 0),
        };
    }

    // Dapr's own component reads this field as a number of milliseconds and passes over anything else.
    private static TimeSpan RedeliverIntervalOf(ComponentMetadata metadata) =>
        int.TryParse(metadata.Text("redeliverInterval"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds)
            : TimeSpan.FromSeconds(15);
}
