#nullable enable
using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Dapr.Actors.Client;

namespace Dapr.Actors.Runtime;

/// <summary>One actor's state behind the sidecar.</summary>
internal sealed class ActorStateStore(ActorCalls calls, string actorType, string actorId, JsonSerializerOptions json, TimeProvider time)
{
    public TimeProvider Time => time;

    public async Task<ConditionalValue<(T Value, DateTimeOffset? Expiry)>> ReadAsync<T>(
        string name,
        CancellationToken cancellationToken)
    {
        using var answer = await calls.GetStateAsync(actorType, actorId, name, cancellationToken);
        if (!HasValue(answer, out var expiry))
        {
            return default;
        }

        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return body.Length == 0
            ? default
            : new(true, (JsonSerializer.Deserialize<T>(body, json)!, expiry));
    }

    public async Task<bool> ContainsAsync(string name, CancellationToken cancellationToken)
    {
        using var answer = await calls.GetStateAsync(actorType, actorId, name, cancellationToken);
        return HasValue(answer, out _) && (await answer.Content.ReadAsByteArrayAsync(cancellationToken)).Length > 0;
    }

    /// <summary>Writes all changes in one transaction.</summary>
    public Task WriteAsync(IReadOnlyList<KeyValuePair<string, TrackedState>> changes, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartArray();
            foreach (var (name, state) in changes)
            {
                Write(writer, name, state);
            }

            writer.WriteEndArray();
        }

        return calls.SaveStateAsync(actorType, actorId, body.WrittenMemory, cancellationToken);
    }

    private void Write(Utf8JsonWriter writer, string name, TrackedState state)
    {
        writer.WriteStartObject();
        writer.WriteString("operation", state.Change == StateChangeKind.Remove ? "delete" : "upsert");
        writer.WriteStartObject("request");
        writer.WriteString("key", name);
        if (state.Change != StateChangeKind.Remove)
        {
            writer.WritePropertyName("value");
            JsonSerializer.Serialize(writer, state.Value, state.Type, json);
            if (state.Expiry is { } expiry)
            {
                var seconds = (long)Math.Ceiling((expiry - time.GetUtcNow()).TotalSeconds);
                writer.WriteStartObject("metadata");
                writer.WriteString("ttlInSeconds", seconds.ToString(CultureInfo.InvariantCulture));
                writer.WriteEndObject();
            }
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private bool HasValue(HttpResponseMessage answer, out DateTimeOffset? expiry)
    {
        expiry = answer.Headers.NonValidated.TryGetValues(ActorHeaders.StateExpiry, out var values)
            ? DateTimeOffset.Parse(values.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : null;
        return answer.StatusCode != HttpStatusCode.NoContent && !(expiry <= time.GetUtcNow());
    }
}
