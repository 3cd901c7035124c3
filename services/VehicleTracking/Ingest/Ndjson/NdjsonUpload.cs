using System.Text.Json;
using Fleet.Contracts.VehicleTracking;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Fleet.VehicleTracking.Ingest.Ndjson;

/// <summary>
/// Takes a body of any size, an item a line. It is read no faster than it can be stored: while one chunk of an upload is
/// stored the next is read, and then the body is left in the connection. No chunk is stored before the one ahead of it is:
/// a drive whose newest positions came first would have the rest of them too late to be decided.
/// </summary>
internal sealed class NdjsonUpload(IOptions<IngestLimits> limits, TimeProvider time) : IDisposable
{
    private const int MostChunks = 32;
    private const int Attempts = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim chunks = new(MostChunks);
    private int uploads;

    /// <summary>How a client says that its body is one.</summary>
    public static string[] MediaTypes { get; } = ["application/x-ndjson", "application/jsonl", "application/ndjson"];

    /// <summary>The mark of an endpoint that takes such bodies.</summary>
    public static StreamedBody Streamed { get; } = new(MediaTypes);

    /// <summary>Takes the body of <paramref name="request"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads an item.</param>
    /// <param name="store">Stores items.</param>
    /// <param name="explain">Why an item was refused by the store.</param>
    /// <param name="cancellation">The client has gone.</param>
    public async Task<Results<Accepted<IngestResult>, ProblemHttpResult>> Take<T>(
        HttpRequest request, Func<JsonElement, Item<T>> read, Func<IReadOnlyList<(int Index, T Item)>, Task<ItemOutcome[]>> store,
        Func<T, ItemOutcome, ItemMistake> explain, CancellationToken cancellation)
        where T : class
    {
        if (Interlocked.Increment(ref uploads) > limits.Value.MostUploads)
        {
            Interlocked.Decrement(ref uploads);
            throw IngestRoom.Busy();
        }

        var run = new Run<T>(this, store, explain, cancellation);
        try
        {
            await run.ReadAll(new NdjsonLines(request.BodyReader), read);
            return run.Tally.Answer();
        }
        catch (RequestRefusedException refused) when (refused.StatusCode is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            // A client that is still sending when the connection closes sees a broken pipe and no answer.
            await request.BodyReader.CopyToAsync(Stream.Null, cancellation);
            return run.Tally.BrokenOff(refused);
        }
        finally
        {
            // What was handed over is stored whether or not the client is still there; its room is free only then.
            await run.Drain();
            Interlocked.Decrement(ref uploads);
        }
    }

    public void Dispose() => chunks.Dispose();

    private async Task<ItemOutcome[]> Store<T>(NdjsonChunk<T> chunk, Func<IReadOnlyList<(int Index, T Item)>, Task<ItemOutcome[]>> store)
        where T : class
    {
        if (chunk.Good.Count == 0) return [];
        await chunks.WaitAsync();
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    var outcomes = await store(chunk.Good);
                    // Nothing of a shard whose events wait for the broker is of use while more of the same follows.
                    return Array.IndexOf(outcomes, ItemOutcome.Refused) < 0 ? outcomes : throw IngestRoom.Busy();
                }
                catch (RequestRefusedException refused) when (attempt < Attempts && refused.StatusCode is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
                {
                    await Task.Delay(Pause, time);
                }
            }
        }
        finally
        {
            chunks.Release();
        }
    }

    private sealed class Run<T>(
        NdjsonUpload upload, Func<IReadOnlyList<(int Index, T Item)>, Task<ItemOutcome[]>> store, Func<T, ItemOutcome, ItemMistake> explain, CancellationToken cancellation)
        where T : class
    {
        private (NdjsonChunk<T> Chunk, Task<ItemOutcome[]> Stored)? underWay;
        private NdjsonChunk<T> open = new(0);

        public NdjsonTally Tally { get; } = new();

        public async Task ReadAll(NdjsonLines lines, Func<JsonElement, Item<T>> read)
        {
            var full = new List<NdjsonChunk<T>>();
            bool more;
            do
            {
                more = await lines.Read(line => Add(line, read, full), cancellation);
                foreach (var chunk in full) await HandOver(chunk);
                full.Clear();
            }
            while (more);
            if (!open.IsEmpty) await HandOver(open);
            await TakeStored();
        }

        /// <summary>Waits for what is still under way, whatever became of it.</summary>
        public async Task Drain()
        {
            if (underWay is { } last) await ((Task)last.Stored).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        private void Add(System.Buffers.ReadOnlySequence<byte>? line, Func<JsonElement, Item<T>> read, List<NdjsonChunk<T>> full)
        {
            open.Add(line, read);
            if (!open.IsFull) return;
            full.Add(open);
            open = new NdjsonChunk<T>(open.EndLine);
        }

        private async Task HandOver(NdjsonChunk<T> chunk)
        {
            await TakeStored();
            underWay = (chunk, upload.Store(chunk, store));
        }

        // Fails if the chunk under way could not be stored, so that nothing behind it is.
        private async Task TakeStored()
        {
            if (underWay is not var (chunk, stored)) return;
            var outcomes = await stored;
            underWay = null;
            Tally.Add(chunk, outcomes, explain);
        }
    }
}
