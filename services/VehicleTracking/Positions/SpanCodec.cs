using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fleet.VehicleTracking.Positions;

/// <summary>
/// The spans of a day as bytes, each as its difference to the one before: a vehicle that reports every second has 1,800 of them
/// at the end of the day, and every new one writes all of them. What an older version stored as objects is read too.
/// </summary>
public sealed class SpanCodec : JsonConverter<IReadOnlyList<SegmentSpan>>
{
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<SegmentSpan> value, JsonSerializerOptions options)
    {
        var bytes = new ArrayBufferWriter<byte>(16 + (value.Count * 10));
        var before = new SegmentSpan(-1, 0, 0);
        foreach (var span in value)
        {
            Varint.Write(bytes, ((span.Number - (long)before.Number) << 1) | (span.IsLate ? 1L : 0));
            Varint.Write(bytes, span.FirstMs - before.LastMs);
            Varint.Write(bytes, span.LastMs - span.FirstMs);
            before = span;
        }

        writer.WriteBase64StringValue(bytes.WrittenSpan);
    }

    public override IReadOnlyList<SegmentSpan> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartArray) return JsonSerializer.Deserialize<List<SegmentSpan>>(ref reader, options)!;
        ReadOnlySpan<byte> bytes = reader.GetBytesFromBase64();
        var (spans, before) = (new List<SegmentSpan>(1 + (bytes.Length / 8)), new SegmentSpan(-1, 0, 0));
        while (!bytes.IsEmpty)
        {
            var step = Varint.Read(ref bytes);
            var firstMs = before.LastMs + Varint.Read(ref bytes);
            before = new SegmentSpan((int)(before.Number + (step >> 1)), firstMs, firstMs + Varint.Read(ref bytes), (step & 1) == 1);
            spans.Add(before);
        }

        return spans;
    }
}
