using System.Collections.Concurrent;
using System.Text.Json;
using Fleet.ServiceDefaults.Messaging;

namespace Fleet.ServiceDefaults.DeadLetters;

/// <summary>How the letters of a topic are handed to their service again.</summary>
/// <param name="Name">The dead-letter topic.</param>
/// <param name="IdField">The field that names an event.</param>
/// <param name="Take">Takes events as if the broker had brought them; says of each, in order, what became of it.</param>
/// <param name="Check">Says what would become of an event, without any effect.</param>
public sealed record LetterTopic(
    string Name,
    string IdField,
    Func<IServiceProvider, IReadOnlyList<JsonElement>, CancellationToken, Task<IReadOnlyList<EventOutcome>>> Take,
    Func<IServiceProvider, JsonElement, CancellationToken, Task<DryRun>> Check);

/// <summary>The topics whose letters can be handed to the service again.</summary>
public sealed class LetterTopics
{
    private readonly ConcurrentDictionary<string, LetterTopic> topics = new(StringComparer.Ordinal);

    /// <summary>Adds a topic.</summary>
    public void Add(LetterTopic topic) => topics[topic.Name] = topic;

    /// <summary>The topic; null when nobody takes it.</summary>
    public LetterTopic? Of(string name) => topics.GetValueOrDefault(name);

    /// <summary>The field that names an event of a topic.</summary>
    public string IdFieldOf(string name) => Of(name)?.IdField ?? BulkTopic.UsualIdField;
}

/// <summary>What would become of an event.</summary>
/// <param name="WouldBeTaken">Whether it would be taken.</param>
/// <param name="Reason">Why not; null when it would.</param>
/// <param name="Cause">Stable code of the reason.</param>
/// <param name="Effect">What would come of it, as the service tells; null when it tells nothing.</param>
public sealed record DryRun(bool WouldBeTaken, string? Reason, string? Cause, object? Effect)
{
    internal const string NoTopic = "Nobody takes this topic any more.";

    /// <summary>It would be taken.</summary>
    public static DryRun Taken(object? effect = null) => new(true, null, null, effect);

    /// <summary>It would be refused.</summary>
    public static DryRun Refused(string reason) => new(false, reason, LetterCause.Of(reason), null);
}
