using System.Globalization;
using System.Text.Json;
using Fleet.Runtime.Components;

namespace Fleet.Runtime.State;

/// <summary>One entry of a state body as it was sent: what to save or to delete.</summary>
internal struct StateEntryReader
{
    private Dictionary<string, string>? metadata;
    private string? etag;
    private string? concurrency;
    private string? consistency;
    private ReadOnlyMemory<byte> value;

    /// <summary>The app's key; empty when it is missing.</summary>
    public string Key { get; private set; }

    /// <summary>Whether the entry is there for its event only.</summary>
    public readonly bool IsProjection => new ComponentMetadata(metadata ?? []).Boolean("outbox.projection");

    /// <summary>The event of the outbox for this entry: its metadata, and the value of <paramref name="shown"/>.</summary>
    public readonly OutboxEvent Event(StateEntryReader shown, string traceParent) =>
        new(shown.value, Text("datacontenttype") ?? shown.Text("contentType") ?? "application/json", traceParent, metadata ?? []);

    /// <summary>Reads the object (or null) that <paramref name="reader"/> stands on.</summary>
    /// <param name="reader">Stands on the first token of the entry, and on its last when this returns.</param>
    /// <param name="body">What it reads; the value stays a slice of it.</param>
    public static StateEntryReader Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        var entry = new StateEntryReader { Key = "", value = "null"u8.ToArray() };
        if (!JsonFields.BeginObject(ref reader))
            return entry;
        while (JsonFields.Next(ref reader, out var name))
        {
            switch (name)
            {
                case "key": entry.Key = JsonFields.Text(ref reader) ?? ""; break;
                case "value": entry.value = JsonFields.Raw(ref reader, body); break;
                case "etag": entry.etag = JsonFields.Text(ref reader); break;
                case "metadata": entry.metadata = JsonFields.Texts(ref reader); break;
                case "options": entry.ReadOptions(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        return entry;
    }

    /// <summary>The write that saves the entry.</summary>
    /// <param name="storeKey">The store's key.</param>
    /// <param name="queryMetadata">Metadata of the request's query, which win.</param>
    /// <exception cref="StateOptionException">An option or the time to live cannot be understood.</exception>
    public readonly StateWrite Save(string storeKey, Dictionary<string, string>? queryMetadata) =>
        Delete(storeKey) with { Value = value, Ttl = Ttl(queryMetadata) };

    /// <summary>The write that deletes the entry's key.</summary>
    /// <exception cref="StateOptionException">An option cannot be understood.</exception>
    public readonly StateWrite Delete(string storeKey) => StateOptions.Delete(storeKey, etag, concurrency, consistency);

    private readonly string? Text(string name) => metadata is not null && metadata.TryGetValue(name, out var text) && text.Length > 0 ? text : null;

    private readonly TimeSpan? Ttl(Dictionary<string, string>? queryMetadata)
    {
        string? text = null;
        if (queryMetadata is null || !queryMetadata.TryGetValue("ttlInSeconds", out text))
            metadata?.TryGetValue("ttlInSeconds", out text);
        if (string.IsNullOrEmpty(text))
            return null;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) || seconds < -1)
            throw new StateOptionException($"ttlInSeconds is '{text}', expected a whole number of seconds, -1 or more");
        return TimeSpan.FromSeconds(Math.Max(0, seconds));
    }

    private void ReadOptions(ref Utf8JsonReader reader)
    {
        if (!JsonFields.BeginObject(ref reader))
            return;
        while (JsonFields.Next(ref reader, out var name))
        {
            switch (name)
            {
                case "concurrency": concurrency = JsonFields.Text(ref reader); break;
                case "consistency": consistency = JsonFields.Text(ref reader); break;
                default: reader.Skip(); break;
            }
        }
    }
}
