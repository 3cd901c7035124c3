#nullable enable
using System.Text.Json;

namespace Dapr.Actors.Runtime;

/// <summary>How the app hosts actors, and which.</summary>
public sealed class ActorRuntimeOptions
{
    private TimeSpan? actorIdleTimeout;
    private TimeSpan? actorScanInterval;
    private TimeSpan? drainOngoingCallTimeout;
    private JsonSerializerOptions jsonSerializerOptions = new(JsonSerializerDefaults.Web);
    private string? daprApiToken = string.Empty;
    private int? remindersStoragePartitions;

    /// <summary>The actor classes.</summary>
    public ActorRegistrationCollection Actors { get; } = [];

    /// <summary>After how long without a call an actor leaves memory.</summary>
    public TimeSpan? ActorIdleTimeout
    {
        get => actorIdleTimeout;
        set => actorIdleTimeout = Positive(value);
    }

    /// <summary>How often to look for idle actors.</summary>
    public TimeSpan? ActorScanInterval
    {
        get => actorScanInterval;
        set => actorScanInterval = Positive(value);
    }

    /// <summary>How long an actor that moves to another host may end its call.</summary>
    public TimeSpan? DrainOngoingCallTimeout
    {
        get => drainOngoingCallTimeout;
        set => drainOngoingCallTimeout = Positive(value);
    }

    /// <summary>Whether an actor that moves to another host may end its call.</summary>
    public bool DrainRebalancedActors { get; set; }

    /// <summary>Whether actors may be entered again by their own calls.</summary>
    public ActorReentrancyConfig ReentrancyConfig { get; set; } = new() { Enabled = false };

    /// <summary>Whether typed proxies send JSON; those of this SDK always do.</summary>
    public bool UseJsonSerialization { get; set; }

    /// <summary>How state, arguments and results become JSON and back.</summary>
    public JsonSerializerOptions JsonSerializerOptions
    {
        get => jsonSerializerOptions;
        set => jsonSerializerOptions = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>The token to send with every call of the sidecar.</summary>
    public string? DaprApiToken
    {
        get => daprApiToken;
        set => daprApiToken = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>Into how many parts reminders are split in the state store.</summary>
    public int? RemindersStoragePartitions
    {
        get => remindersStoragePartitions;
        set => remindersStoragePartitions = value is null or >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Must not be negative.");
    }

    /// <summary>The sidecar's HTTP endpoint; that of the environment unless set.</summary>
    public string? HttpEndpoint { get; set; }

    private static TimeSpan? Positive(TimeSpan? value) => value is null || value > TimeSpan.Zero
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "Must be positive.");
}
