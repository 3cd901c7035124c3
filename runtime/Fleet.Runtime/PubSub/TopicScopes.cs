using Fleet.Runtime.Components;
using Fleet.Runtime.Resources;

namespace Fleet.Runtime.PubSub;

/// <summary>Which topics of a pub/sub component an app may publish to and subscribe to.</summary>
public sealed class TopicScopes
{
    private readonly HashSet<string> allowed;
    private readonly HashSet<string> guarded;
    private readonly HashSet<string>? publishing;
    private readonly HashSet<string>? subscribing;

    /// <summary>Reads the scopes out of a component's metadata, for one app.</summary>
    public TopicScopes(ComponentSpec component, string appId)
    {
        allowed = Topics(Text(component, "allowedTopics"));
        guarded = Topics(Text(component, "protectedTopics"));
        publishing = Scope(Text(component, "publishingScopes"), appId);
        subscribing = Scope(Text(component, "subscriptionScopes"), appId);
    }

    /// <summary>Metadata fields that every pub/sub component type knows beside its own.</summary>
    public static IReadOnlyList<MetadataField> Fields { get; } =
    [
        new("allowedTopics"),
        new("protectedTopics"),
        new("publishingScopes"),
        new("subscriptionScopes"),
    ];

    /// <summary>Whether the app may publish to the topic.</summary>
    public bool MayPublish(string topic) => May(topic, publishing);

    /// <summary>Whether the app may subscribe to the topic.</summary>
    public bool MaySubscribe(string topic) => May(topic, subscribing);

    // Whom a scope names, it binds to its topics; whom none names has all but the protected ones.
    private bool May(string topic, HashSet<string>? scope) =>
        (allowed.Count == 0 || allowed.Contains(topic))
        && (scope?.Contains(topic) ?? !guarded.Contains(topic));

    private static HashSet<string>? Scope(string text, string appId)
    {
        foreach (var entry in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var cut = entry.IndexOf('=', StringComparison.Ordinal);
            if (cut > 0 && entry[..cut].Trim() == appId)
                return Topics(entry[(cut + 1)..]);
        }

        return null;
    }

    private static HashSet<string> Topics(string text) =>
        new(text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), StringComparer.Ordinal);

    private static string Text(ComponentSpec component, string name) =>
        component.Metadata.FirstOrDefault(item => item.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value ?? "";
}
