using System.Buffers;
using System.Text.Json;

namespace Fleet.VehicleTracking.Ingest.Ndjson;

/// <summary>Some lines of a body, read and ready to be stored.</summary>
internal sealed class NdjsonChunk<T>(int firstLine)
    where T : class
{
    private const int MostLines = 1_000;
    private const int MostBytes = 512 * 1024;
    private readonly int begin = firstLine;
    private long bytes;

    /// <summary>Number of the line behind the last one, from 0.</summary>
    public int EndLine { get; private set; } = firstLine;

    public List<(int Index, T Item)> Good { get; } = [];

    public List<(int Index, ItemMistake Mistake)> Bad { get; } = [];

    public bool IsFull => EndLine - begin >= MostLines || bytes >= MostBytes;

    public bool IsEmpty => EndLine == begin;

    public void Add(ReadOnlySequence<byte>? line, Func<JsonElement, Item<T>> read)
    {
        var index = EndLine++;
        bytes += line?.Length ?? 0;
        if (line is not { } text)
            Bad.Add((index, new ItemMistake(null, "line_too_long", $"Line {index + 1} has more than {NdjsonLines.MostBytes} bytes.")));
        else if (IsBlank(text))
            return;
        else if (Read(text, read, index) is { Mistake: { } mistake })
            Bad.Add((index, mistake));
    }

    private Item<T> Read(ReadOnlySequence<byte> text, Func<JsonElement, Item<T>> read, int index)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var item = read(json.RootElement);
            if (item.Value is { } good) Good.Add((index, good));
            return item;
        }
        catch (JsonException mistake)
        {
            return new ItemMistake(null, "malformed_json", $"Line {index + 1} is not valid JSON: byte {mistake.BytePositionInLine + 1}.");
        }
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var part in line)
        {
            if (part.Span.IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r') >= 0) return false;
        }

        return true;
    }
}
