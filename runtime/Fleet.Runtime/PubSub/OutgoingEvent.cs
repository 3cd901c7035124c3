using System.Globalization;
using Fleet.Runtime.Components;

namespace Fleet.Runtime.PubSub;

/// <summary>Something an app publishes.</summary>
/// <param name="PubSub">Component.</param>
/// <param name="Topic">Topic.</param>
/// <param name="Data">The body.</param>
/// <param name="ContentType">Content type of the body.</param>
/// <param name="Metadata">Metadata of the call.</param>
/// <param name="TraceParent">W3C traceparent of the caller; empty: none.</param>
/// <param name="TraceState">W3C tracestate of the caller; empty: none.</param>
public sealed record OutgoingEvent(
    string PubSub,
    string Topic,
    ReadOnlyMemory<byte> Data,
    string ContentType,
    IReadOnlyDictionary<string, string> Metadata,
    string TraceParent = "",
    string TraceState = "")
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365 * 200);

    /// <summary>How long the event is worth delivering: a Go duration or whole seconds; null: for ever, also when the text is neither.</summary>
    internal TimeSpan? TimeToLive
    {
        get
        {
            var text = EventMetadata.Find(Metadata, "ttl") ?? EventMetadata.Find(Metadata, "ttlInSeconds");
            if (string.IsNullOrEmpty(text))
                return null;
            if (GoDuration.TryParse(text, out var life))
                return life < TimeSpan.Zero ? TimeSpan.Zero : life < Longest ? life : Longest;
            if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) || seconds <= 0)
                return null;
            return seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest;
        }
    }

    /// <summary>What the metadata say in place of <paramref name="given"/>; a name that is there with nothing takes it away.</summary>
    internal string Override(string name, string given) => EventMetadata.Find(Metadata, name) ?? given;
}

/// <summary>Metadata fields with a meaning for the sidecar; their names are compared without case.</summary>
internal static class EventMetadata
{
    public static string? Find(IReadOnlyDictionary<string, string> metadata, string name)
    {
        foreach (var (key, value) in metadata)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }

    /// <summary>Whether <c>rawPayload</c> is asked for.</summary>
    /// <exception cref="FormatException">It is neither true nor false.</exception>
    public static bool IsRaw(IReadOnlyDictionary<string, string> metadata) => Find(metadata, "rawPayload") switch
    {
        null or "" or "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        var other => throw new FormatException($"rawPayload is '{other}', expected true or false"),
    };
}
