using System.Text;
using System.Threading.Channels;

namespace Fleet.Simulator.Journal;

/// <summary>
/// An append-only file of lines that survives the death of its process at any moment: what was acknowledged is there
/// again, a torn last line is cut off. Lines that are waiting together are written and flushed together.
/// </summary>
public sealed class LineLog : IAsyncDisposable
{
    private const int MostAtOnce = 1024;

    private readonly Channel<(byte[] Line, TaskCompletionSource<long> Done)> waiting =
        Channel.CreateBounded<(byte[], TaskCompletionSource<long>)>(new BoundedChannelOptions(4 * MostAtOnce) { SingleReader = true });

    private readonly FileStream file;
    private readonly bool toDisk;
    private readonly Task writer;

    private LineLog(FileStream file, bool toDisk)
    {
        this.file = file;
        this.toDisk = toDisk;
        writer = Task.Run(WriteAsync);
    }

    /// <summary>Opens or creates the file at <paramref name="path"/> and replays its lines.</summary>
    /// <param name="path">The file; its folder is created when it is missing.</param>
    /// <param name="replay">Takes one stored line.</param>
    /// <param name="toDisk">True to wait for the disk at every flush, not only for the operating system.</param>
    /// <exception cref="InvalidDataException">A line before the last one cannot be read.</exception>
    public static LineLog Open(string path, LineReplay replay, bool toDisk)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        try
        {
            var end = Replay(file, replay);
            file.SetLength(end);
            file.Seek(end, SeekOrigin.Begin);
            return new LineLog(file, toDisk);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the lines of a log that another process may be writing; a torn tail is left alone.</summary>
    public static void Read(string path, LineReplay replay)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Replay(file, replay);
    }

    /// <summary>Reads the one line that starts at byte <paramref name="offset"/> of the file at <paramref name="path"/>.</summary>
    public static string ReadAt(string path, long offset)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(offset, SeekOrigin.Begin);
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadLine() ?? "";
    }

    /// <summary>Appends a line; done when it is stored. A failure of the disk is thrown.</summary>
    /// <returns>The byte at which the line starts.</returns>
    public async Task<long> AppendAsync(string line, CancellationToken cancellation = default)
    {
        var done = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        await waiting.Writer.WriteAsync((Encoding.UTF8.GetBytes(line + "\n"), done), cancellation);
        return await done.Task.WaitAsync(cancellation);
    }

    /// <summary>Writes what is waiting and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writer;
        await file.DisposeAsync();
    }

    private static long Replay(FileStream file, LineReplay replay)
    {
        var chunk = new byte[1 << 16];
        var line = new MemoryStream();
        long good = 0, position = 0;
        for (var read = file.Read(chunk); read > 0; read = file.Read(chunk))
        {
            var rest = chunk.AsSpan(0, read);
            for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
            {
                line.Write(rest[..end]);
                rest = rest[(end + 1)..];
                position += end + 1;
                if (!replay(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length), good))
                    return position == file.Length ? good : throw new InvalidDataException($"{file.Name}: unreadable line that ends at byte {position}");
                line.SetLength(0);
                good = position;
            }

            line.Write(rest);
            position += rest.Length;
        }

        return good;
    }

    private async Task WriteAsync()
    {
        var batch = new List<(long Offset, TaskCompletionSource<long> Done)>();
        using var bytes = new MemoryStream();
        while (await waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            bytes.SetLength(0);
            while (batch.Count < MostAtOnce && waiting.Reader.TryRead(out var item))
            {
                batch.Add((file.Position + bytes.Length, item.Done));
                bytes.Write(item.Line);
            }

            Finish(batch, Write(bytes));
        }
    }

    private IOException? Write(MemoryStream bytes)
    {
        var start = file.Position;
        try
        {
            file.Write(bytes.GetBuffer(), 0, (int)bytes.Length);
            file.Flush(toDisk);
            return null;
        }
        catch (IOException e)
        {
            // A half-written batch must not stand before the next one.
            file.SetLength(start);
            file.Seek(start, SeekOrigin.Begin);
            return e;
        }
    }

    private static void Finish(List<(long Offset, TaskCompletionSource<long> Done)> batch, IOException? failure)
    {
        foreach (var (offset, done) in batch)
        {
            if (failure is null)
                done.SetResult(offset);
            else
                done.SetException(failure);
        }
    }
}

/// <summary>Takes one stored line and the byte at which it starts; false when the line cannot be read.</summary>
public delegate bool LineReplay(string line, long offset);
