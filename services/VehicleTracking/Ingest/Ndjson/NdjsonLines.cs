using System.Buffers;
using System.IO.Pipelines;

namespace Fleet.VehicleTracking.Ingest.Ndjson;

/// <summary>
/// Reads a body line by line. Only what has not been read to its line's end is held; of a line that is too long nothing is
/// but the fact.
/// </summary>
internal sealed class NdjsonLines(PipeReader body)
{
    /// <summary>Most bytes of one line.</summary>
    public const int MostBytes = 64 * 1024;

    private const byte NewLine = (byte)'\n';
    private bool isSkipping;
    private bool isFirst = true;

    /// <summary>Takes what a line holds; null for one that is too long.</summary>
    public delegate void Taken(ReadOnlySequence<byte>? line);

    /// <summary>Waits for more of the body and hands over every line that it completes.</summary>
    /// <returns>False at the end of the body.</returns>
    public async ValueTask<bool> Read(Taken taken, CancellationToken cancellation)
    {
        var read = await body.ReadAsync(cancellation);
        var rest = read.Buffer;
        while (rest.PositionOf(NewLine) is { } end)
        {
            Hand(rest.Slice(0, end), taken);
            rest = rest.Slice(rest.GetPosition(1, end));
        }

        if (read.IsCompleted && (rest.Length > 0 || isSkipping)) Hand(rest, taken);
        else if (rest.Length > MostBytes) isSkipping = true;
        body.AdvanceTo(read.IsCompleted || isSkipping ? read.Buffer.End : rest.Start, read.Buffer.End);
        return !read.IsCompleted;
    }

    private void Hand(ReadOnlySequence<byte> line, Taken taken)
    {
        if (isFirst && !isSkipping && StartsWithMark(line)) line = line.Slice(3);
        isFirst = false;
        taken(isSkipping || line.Length > MostBytes ? null : line);
        isSkipping = false;
    }

    // Some systems begin a text with the byte-order mark.
    private static bool StartsWithMark(ReadOnlySequence<byte> line)
    {
        if (line.Length < 3) return false;
        Span<byte> start = stackalloc byte[3];
        line.Slice(0, 3).CopyTo(start);
        return start is [0xEF, 0xBB, 0xBF];
    }
}
