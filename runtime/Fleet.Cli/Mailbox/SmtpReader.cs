using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Fleet.Cli.Mailbox;

/// <summary>Reads command lines and mail data from a client that may send many at once (pipelining).</summary>
internal sealed class SmtpReader(PipeReader input, SmtpLimits limits)
{
    private static ReadOnlySpan<byte> EndOfData => "\r\n.\r\n"u8;

    /// <summary>The next command line without its end; null when the client is gone. Too long a line throws.</summary>
    /// <param name="beforeWaiting">Called when nothing is buffered, so that answers leave in one packet.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="InvalidDataException">The line is longer than allowed.</exception>
    public async ValueTask<string?> ReadLineAsync(Func<ValueTask> beforeWaiting, CancellationToken cancellation)
    {
        while (true)
        {
            if (!input.TryRead(out var result))
            {
                await beforeWaiting();
                result = await input.ReadAsync(cancellation);
            }

            var buffer = result.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.UTF8.GetString(buffer.Slice(0, end)).TrimEnd('\r');
                input.AdvanceTo(buffer.GetPosition(1, end));
                return line.Length <= limits.LineBytes ? line : throw new InvalidDataException("line too long");
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
                return null;
            if (buffer.Length > limits.LineBytes)
                throw new InvalidDataException("line too long");
        }
    }

    /// <summary>
    /// The mail after DATA, dots unstuffed. Only CR LF . CR LF ends it: a bare line feed does not, so that nobody can
    /// smuggle a second mail inside the first. Null when the client is gone before the end.
    /// </summary>
    public async ValueTask<MailData?> ReadDataAsync(CancellationToken cancellation)
    {
        var data = new ArrayBufferWriter<byte>();
        data.Write("\r\n"u8); // so that a lone dot in the first line ends the mail, too
        var tooLarge = false;
        while (true)
        {
            var result = await input.ReadAsync(cancellation);
            var buffer = result.Buffer;
            if (tooLarge)
                data = KeepTail(data);
            var taken = Take(data, buffer, out var complete);
            input.AdvanceTo(taken);
            tooLarge |= data.WrittenCount > limits.MessageBytes;
            if (complete)
                return tooLarge ? new MailData(null) : new MailData(Unstuff(data.WrittenSpan[2..^3]));
            if (result.IsCompleted)
                return null;
        }
    }

    private static SequencePosition Take(ArrayBufferWriter<byte> data, ReadOnlySequence<byte> buffer, out bool complete)
    {
        var before = data.WrittenCount;
        foreach (var segment in buffer)
            data.Write(segment.Span);
        var from = Math.Max(0, before - EndOfData.Length + 1);
        var at = data.WrittenSpan[from..].IndexOf(EndOfData);
        complete = at >= 0;
        if (!complete)
            return buffer.End;

        // What follows the end belongs to the next command.
        var end = from + at + EndOfData.Length;
        var content = data.WrittenSpan[..end].ToArray();
        data.ResetWrittenCount();
        data.Write(content);
        return buffer.GetPosition(end - before);
    }

    private static ArrayBufferWriter<byte> KeepTail(ArrayBufferWriter<byte> data)
    {
        var tail = new ArrayBufferWriter<byte>();
        tail.Write(data.WrittenSpan[^Math.Min(data.WrittenCount, EndOfData.Length - 1)..]);
        return tail;
    }

    private static byte[] Unstuff(ReadOnlySpan<byte> data)
    {
        var clean = new ArrayBufferWriter<byte>(Math.Max(1, data.Length));
        var lineStart = true;
        for (var i = 0; i < data.Length; i++)
        {
            if (!(lineStart && data[i] == (byte)'.'))
                clean.Write(data.Slice(i, 1));
            lineStart = data[i] == (byte)'\n' && i > 0 && data[i - 1] == (byte)'\r';
        }

        return clean.WrittenSpan.ToArray();
    }
}

/// <summary>The data of a mail.</summary>
/// <param name="Bytes">Headers and body; null when it was larger than allowed.</param>
internal sealed record MailData(byte[]? Bytes);
