namespace Fleet.Tests.Simulation.Traffic;

/// <summary>
/// A client that keeps what it has until it is answered 2xx: sends in batches, out of order, what is due; what failed goes
/// back among the rest; some of what was taken is sent once more.
/// </summary>
internal sealed class StoreAndForward<T>(string path, Door door, TimeProvider time, Random random)
    where T : class
{
    private const int MostInABatch = 25;
    private const double SentTwice = 0.1;
    private readonly PriorityQueue<T, DateTimeOffset> waiting = new();

    /// <summary>Sends everything; ends when all of it was answered.</summary>
    public async Task Run(IEnumerable<(T Item, DateTimeOffset At)> items)
    {
        foreach (var (item, at) in items) waiting.Enqueue(item, at);
        while (waiting.TryPeek(out _, out var next))
        {
            if (next > time.GetUtcNow())
            {
                await Task.Delay(next - time.GetUtcNow() + Some(1_000), time);
                continue;
            }

            await Send(Due());
        }
    }

    private T[] Due()
    {
        var batch = new List<T>();
        var most = random.Next(1, MostInABatch + 1);
        while (batch.Count < most && waiting.TryPeek(out var item, out var at) && at <= time.GetUtcNow())
        {
            batch.Add(item);
            waiting.Dequeue();
        }

        var shuffled = batch.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    private async Task Send(T[] batch)
    {
        if (await door.Post(path, batch) == Sending.Again)
        {
            foreach (var item in batch) waiting.Enqueue(item, time.GetUtcNow() + Some(3_000));
            await Task.Delay(Some(1_000), time);
        }
        else if (random.NextDouble() < SentTwice)
        {
            await door.Post(path, batch);
        }
    }

    private TimeSpan Some(int mostMs) => TimeSpan.FromMilliseconds(random.Next(1, mostMs + 1));
}
