using System.Text.Json;
using Fleet.Contracts.VehicleTracking;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Shards;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Fleet.VehicleTracking.Ingest.Ndjson;

/// <summary>
/// Takes a body of any size, an item a line. It is read no faster than it can be stored: a few chunks of each upload and a
/// bounded number of all uploads are under way, and while they are, the body is left in the connection.
/// </summary>
internal sealed class NdjsonUpload(IOptions<IngestLimits> limits, TimeProvider time) : IDisposable
{
    private const int MostChunksOfAnUpload = 4;
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
        private readonly Queue<(NdjsonChunk<T> Chunk, Task<ItemOutcome[]> Stored)> underWay = [];
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
            while (underWay.Count > 0) await TakeNext();
        }

        /// <summary>Waits for what is still under way, whatever became of it.</summary>
        public async Task Drain()
        {
            foreach (var (_, stored) in underWay) await ((Task)stored).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
            while (underWay.Count >= MostChunksOfAnUpload) await TakeNext();
            underWay.Enqueue((chunk, upload.Store(chunk, store)));
        }

        // In the order of the lines, so that what is dealt with is always the first so many.
        private async Task TakeNext()
        {
            var (chunk, stored) = underWay.Peek();
            var outcomes = await stored;
            underWay.Dequeue();
            Tally.Add(chunk, outcomes, explain);
        }
    }
}
