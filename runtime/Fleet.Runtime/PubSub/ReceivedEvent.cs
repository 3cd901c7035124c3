using System.Globalization;
using System.Text.Json;
using Fleet.Runtime.Cel;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.PubSub;

/// <summary>A message that came from a broker, as far as the sidecar looks into it.</summary>
internal sealed class ReceivedEvent
{
    private Dictionary<string, object?>? variables;

    private ReceivedEvent(BrokerMessage message, ReadOnlyMemory<byte> json)
    {
        Message = message;
        Json = json;
    }

    /// <summary>The message.</summary>
    public BrokerMessage Message { get; }

    /// <summary>The CloudEvent that the app gets.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>W3C traceparent out of the event; null: none.</summary>
    public string? TraceParent { get; private set; }

    /// <summary>The trace that it belongs to.</summary>
    public TraceContext Trace => TraceContext.Of(TraceParent, TraceState);

    /// <summary>W3C tracestate out of the event; null: none.</summary>
    public string? TraceState { get; private set; }

    /// <summary>When it is no longer worth delivering; null: never.</summary>
    public DateTimeOffset? Expiration { get; private set; }

    /// <summary>What conditions see: the variable <c>event</c>.</summary>
    public IReadOnlyDictionary<string, object?> Variables => variables ??= ReadVariables();

    /// <summary>Looks into a message.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static ReceivedEvent Read(BrokerMessage message, Subscription subscription)
    {
        if (EventMetadata.IsRaw(subscription.Metadata))
            return new ReceivedEvent(message, CloudEventWriter.WrapRaw(message, subscription.Topic, subscription.PubSub));
        var received = new ReceivedEvent(message, message.Data);
        try
        {
            received.Scan();
            return received;
        }
        catch (InvalidOperationException broken)
        {
            throw new JsonException("a text of the event is no Unicode", broken);
        }
    }

    // One pass over the bytes checks that they are JSON and finds the few members that matter here.
    private void Scan()
    {
        var reader = new Utf8JsonReader(Json.Span, new JsonReaderOptions { MaxDepth = 1000 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("a CloudEvent is a JSON object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("traceparent"u8) && TryText(ref reader, out var parent))
                TraceParent = parent;
            else if (reader.ValueTextEquals("traceid"u8) && TryText(ref reader, out var id))
                TraceParent ??= id;
            else if (reader.ValueTextEquals("tracestate"u8) && TryText(ref reader, out var state))
                TraceState = state;
            else if (reader.ValueTextEquals("expiration"u8) && TryText(ref reader, out var expiration))
                Expiration = DateTimeOffset.TryParse(expiration, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
            else
                reader.Skip();
        }

        while (reader.Read())
        {
        }
    }

    private static bool TryText(ref Utf8JsonReader reader, out string? text)
    {
        reader.Read();
        text = reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } given ? given : null;
        return text is not null;
    }

    private Dictionary<string, object?> ReadVariables()
    {
        using var document = JsonDocument.Parse(Json, new JsonDocumentOptions { MaxDepth = 1000 });
        return new(StringComparer.Ordinal) { ["event"] = CelJsonObject.FromJson(document.RootElement.Clone()) };
    }
}
