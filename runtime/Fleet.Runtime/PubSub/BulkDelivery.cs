using System.Buffers;
using System.Text.Json;
using Fleet.Runtime.Cel;
using Fleet.Runtime.Hosting;
using Fleet.Runtime.Http;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.PubSub;

/// <summary>Delivers events several a request, to apps that asked for that.</summary>
internal sealed class BulkDelivery(Sidecar sidecar, Subscription subscription, AppDelivery delivery)
{
    private sealed class Entry(BrokerMessage message)
    {
        public string Id { get; } = Guid.NewGuid().ToString();

        public BrokerMessage Message => message;

        public ReceivedEvent? Received { get; set; }

        public string? Path { get; set; }

        public Verdict Verdict { get; set; } = Verdict.Retry;
    }

    private sealed record BulkAnswer(IReadOnlyList<EntryStatus>? Statuses);

    private sealed record EntryStatus(string? EntryId, string? Status);

    /// <summary>For each event whether it is done with.</summary>
    public async Task<IReadOnlyList<bool>> DeliverAsync(IReadOnlyList<BrokerMessage> messages, CancellationToken cancellationToken)
    {
        var entries = messages.Select(message => new Entry(message)).ToList();
        entries.ForEach(Prepare);
        foreach (var group in entries.Where(entry => entry.Path is not null).GroupBy(entry => entry.Path!))
            await TryDeliverAsync(group.Key, [.. group], cancellationToken);
        var done = new bool[entries.Count];
        for (var index = 0; index < done.Length; index++)
            done[index] = await FinishAsync(entries[index], cancellationToken);
        return done;
    }

    private void Prepare(Entry entry)
    {
        try
        {
            entry.Received = ReceivedEvent.Read(entry.Message, subscription);
            var isExpired = entry.Received.Expiration < sidecar.Runtime.Shared.Time.GetUtcNow();
            entry.Path = isExpired ? null : subscription.PathFor(entry.Received);
            if (entry.Path is null)
                entry.Verdict = Verdict.Drop;
        }
        catch (Exception failure) when (failure is JsonException or FormatException or CelException)
        {
            sidecar.Log.LogError("An event of topic {Topic} cannot be delivered: {Reason}", subscription.Topic, failure.Message);
        }
    }

    private async Task<bool> FinishAsync(Entry entry, CancellationToken cancellationToken) => entry.Verdict switch
    {
        Verdict.Success or Verdict.Gone => true,
        Verdict.Drop => subscription.DeadLetterTopic is null || await delivery.ToDeadLettersAsync(entry.Message, cancellationToken),
        _ => await delivery.ToDeadLettersAsync(entry.Message, cancellationToken),
    };

    private async Task TryDeliverAsync(string path, List<Entry> entries, CancellationToken cancellationToken)
    {
        var meter = sidecar.Metrics.PubSub;
        var began = meter.Now;
        try
        {
            await sidecar.Policies.ForInbound(subscription.PubSub).RunAsync(attempt => PostAsync(path, entries, attempt), statusOf: null, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            sidecar.Log.LogWarning("The app did not take all events of topic {Topic}: {Reason}", subscription.Topic, failure.Message);
        }
        finally
        {
            meter.BulkDelivered(began, subscription.PubSub, subscription.Topic);
            foreach (var entry in entries)
                meter.BulkEvent(subscription.PubSub, subscription.Topic, AppVerdict.Outcome(entry.Verdict));
        }
    }

    // Another try holds only what the app has not settled yet.
    private async Task<int> PostAsync(string path, List<Entry> entries, CancellationToken cancellationToken)
    {
        var open = entries.Where(entry => entry.Verdict == Verdict.Retry).ToDictionary(entry => entry.Id, StringComparer.Ordinal);
        // A request has one parent: the trace of the first event that has one.
        var trace = open.Values.Select(entry => entry.Received!.Trace).FirstOrDefault(trace => trace.Parent is not null);
        using var span = delivery.Span(trace);
        using var request = delivery.BulkRequest(path, Envelope(open.Values), span?.Context ?? trace);
        using var response = await delivery.SendAsync(request, cancellationToken);
        var status = (int)response.StatusCode;
        span?.Answered(status);
        if (status == 404)
        {
            foreach (var entry in open.Values)
                entry.Verdict = Verdict.Gone;
            return 200;
        }

        if (!response.IsSuccessStatusCode)
            throw new DeliveryFailedException($"it answered {status}");
        Settle(open, await delivery.ReadAsync(response, cancellationToken));
        return open.Values.Any(entry => entry.Verdict == Verdict.Retry)
            ? throw new DeliveryFailedException("it did not report success of every entry")
            : status;
    }

    private static void Settle(Dictionary<string, Entry> open, ReadOnlySpan<byte> body)
    {
        var answer = JsonSerializer.Deserialize<BulkAnswer>(body, JsonText.Options);
        foreach (var item in answer?.Statuses ?? [])
        {
            if (item.EntryId is { } id && item.Status is { Length: > 0 } status && open.TryGetValue(id, out var entry))
                entry.Verdict = AppVerdict.Named(status);
        }
    }

    private ReadOnlyMemory<byte> Envelope(IReadOnlyCollection<Entry> entries)
    {
        var buffer = new ArrayBufferWriter<byte>(512 + entries.Sum(entry => entry.Message.Data.Length + 256));
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonText.Options.Encoder, SkipValidation = true });
        json.WriteStartObject();
        json.WriteStartArray("entries");
        foreach (var entry in entries)
            WriteEntry(json, entry);
        json.WriteEndArray();
        json.WriteString("id", Guid.NewGuid());
        json.WriteStartObject("metadata");
        json.WriteString("pubsubName", subscription.PubSub);
        json.WriteEndObject();
        json.WriteString("pubsubname", subscription.PubSub);
        json.WriteString("topic", subscription.Topic);
        json.WriteString("type", "com.dapr.event.sent.bulk");
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private void WriteEntry(Utf8JsonWriter json, Entry entry)
    {
        var isRaw = EventMetadata.IsRaw(subscription.Metadata);
        json.WriteStartObject();
        json.WriteString("entryId", entry.Id);
        if (isRaw)
        {
            json.WriteBase64String("event", entry.Message.Data.Span);
        }
        else
        {
            json.WritePropertyName("event");
            json.WriteRawValue(entry.Received!.Json.Span, skipInputValidation: true);
        }

        json.WritePropertyName("metadata");
        if (ReferenceEquals(entry.Message.Metadata, BrokerMessage.NoMetadata))
            json.WriteNullValue();
        else
            JsonSerializer.Serialize(json, entry.Message.Metadata, JsonText.Options);
        json.WriteString("contentType", entry.Message.ContentType ?? (isRaw ? ContentTypes.Binary : ContentTypes.CloudEvent));
        json.WriteEndObject();
    }
}
