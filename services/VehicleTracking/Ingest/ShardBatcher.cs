using System.Diagnostics;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Ingest;

/// <summary>
/// Stands before one shard. While a turn is under way, what comes in waits; the next turn takes all of it. A shard that is
/// idle answers a single item at once, and a busy one saves the more items at a time the busier it is. A turn is bounded by
/// items and by bytes, as a sidecar takes no call over 4 MiB, and one that is refused is refused to all who share it.
/// </summary>
/// <param name="turn">Stores a batch; its outcomes are in the batch's order.</param>
/// <param name="mostWaiting">How many items may wait.</param>
internal sealed class ShardBatcher(Func<ShardBatch, Task<ShardOutcomes>> turn, int mostWaiting = 20_000)
{
    private const int MostInATurn = 2_000;
    private readonly Lock gate = new();
    private readonly Queue<Waiting> queue = [];
    private int items;
    private TaskCompletionSource? running;

    /// <summary>Items that wait for a turn.</summary>
    public int Items => Volatile.Read(ref items);

    /// <summary>Whether so many items more may wait; beyond that clients are told to come back.</summary>
    public bool HasRoomFor(int items) => Items + items <= mostWaiting;

    /// <summary>Ends when nothing waits and no turn is under way.</summary>
    public Task Idle
    {
        get
        {
            lock (gate) return running?.Task ?? Task.CompletedTask;
        }
    }

    /// <summary>Hands over items; the task ends when the turn that stored them has, or fails with it.</summary>
    public Task<ShardOutcomes> Add(ShardBatch items)
    {
        var waiting = new Waiting(items);
        bool mustRun;
        lock (gate)
        {
            queue.Enqueue(waiting);
            this.items += waiting.Count;
            mustRun = running is null;
            running ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (mustRun) _ = Run();
        return waiting.Outcome.Task;
    }

    private async Task Run()
    {
        for (var next = TakeAll(); next.Count > 0; next = TakeAll())
        {
            // A turn belongs to the trace of who waited longest, not to that of the turn before.
            Activity.Current = next[0].Cause;
            try
            {
                Deliver(next, await turn(Merge(next)));
            }
            catch (Exception failure)
            {
                foreach (var waiting in next) waiting.Outcome.TrySetException(failure);
            }
        }
    }

    private List<Waiting> TakeAll()
    {
        var taken = new List<Waiting>();
        lock (gate)
        {
            var (count, bytes) = (0, 0L);
            while (queue.TryPeek(out var next) && (taken.Count == 0 || (count + next.Count <= MostInATurn && bytes + next.Bytes <= ItemBytes.MostInATurn)))
            {
                taken.Add(queue.Dequeue());
                (count, bytes) = (count + next.Count, bytes + next.Bytes);
            }

            items -= taken.Sum(waiting => waiting.Count);
            if (taken.Count > 0) return taken;
            running?.SetResult();
            running = null;
        }

        return taken;
    }

    private static ShardBatch Merge(List<Waiting> parts) => parts is [var only]
        ? only.Items
        : new ShardBatch(parts.SelectMany(part => part.Items.Passages).ToList(), parts.SelectMany(part => part.Items.Positions).ToList());

    private static void Deliver(List<Waiting> parts, ShardOutcomes outcomes)
    {
        var (passage, position) = (0, 0);
        foreach (var part in parts)
        {
            var (passages, positions) = (part.Items.Passages.Count, part.Items.Positions.Count);
            part.Outcome.TrySetResult(new ShardOutcomes(Slice(outcomes.Passages, passage, passages), Slice(outcomes.Positions, position, positions)));
            (passage, position) = (passage + passages, position + positions);
        }
    }

    private static ItemOutcome[] Slice(IReadOnlyList<ItemOutcome> outcomes, int from, int count)
    {
        if (count == 0) return [];
        var slice = new ItemOutcome[count];
        for (var i = 0; i < count; i++) slice[i] = outcomes[from + i];
        return slice;
    }

    private sealed record Waiting(ShardBatch Items)
    {
        // The waiting requests go on elsewhere, so that they do not hold up the next turn.
        public TaskCompletionSource<ShardOutcomes> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Activity? Cause { get; } = Activity.Current;

        public int Count { get; } = Items.Passages.Count + Items.Positions.Count;

        public long Bytes { get; } = ItemBytes.Of(Items);
    }
}
