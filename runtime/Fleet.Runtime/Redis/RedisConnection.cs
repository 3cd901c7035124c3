using System.Buffers;

namespace Fleet.Runtime.Redis;

/// <summary>
/// One connection that many callers share: what they send while a write is on its way goes out together with the next,
/// and replies come in the order of the commands. Once broken it stays so.
/// </summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private const int MaxInFlight = 1024;
    private const int MaxKeptBuffer = 256 * 1024;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim places = new(MaxInFlight);
    private readonly SemaphoreSlim filled = new(0);
    private readonly Queue<PendingReplies> inFlight = new();
    private readonly CancellationTokenSource ending = new();
    private readonly RedisLink link;
    private readonly TimeProvider time;
    private readonly TimeSpan? patience;
    private readonly ITimer? watchdog;
    private readonly Task working;
    private ArrayBufferWriter<byte> filling = new();
    private ArrayBufferWriter<byte> sending = new();
    private RedisUnavailableException? broken;

    /// <summary>Takes over a link.</summary>
    /// <param name="link">Where the server is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="patience">How long a reply may take; after that the connection counts as broken. Null: for ever.</param>
    public RedisConnection(RedisLink link, TimeProvider time, TimeSpan? patience)
    {
        this.link = link;
        this.time = time;
        this.patience = patience;
        if (patience is { } limit)
            watchdog = time.CreateTimer(_ => BreakWhenLate(limit), state: null, limit / 4, limit / 4);
        working = Task.WhenAll(Task.Run(WriteAsync), Task.Run(ReadAsync));
    }

    /// <summary>It can no longer be used.</summary>
    public bool IsBroken
    {
        get
        {
            lock (gate)
                return broken is not null;
        }
    }

    /// <summary>Sends commands in one piece, nothing of others between them; a refusal is a reply like others.</summary>
    /// <exception cref="RedisUnavailableException">The connection broke before the last reply.</exception>
    public async Task<RedisReply[]> SendAsync(IReadOnlyList<RedisCommand> commands, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        var pending = new PendingReplies(commands.Count, time.GetTimestamp());
        lock (gate)
        {
            if (broken is not null)
            {
                places.Release();
                throw broken;
            }

            var isFirst = filling.WrittenCount == 0;
            foreach (var command in commands)
                command.Write(filling);
            inFlight.Enqueue(pending);
            if (isFirst)
                filled.Release();
        }

        return await pending.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Break(new RedisUnavailableException("the connection was closed"));
        await working;
        if (watchdog is not null)
            await watchdog.DisposeAsync();
        await link.DisposeAsync();
        ending.Dispose();
    }

    private async Task WriteAsync()
    {
        try
        {
            while (true)
            {
                await filled.WaitAsync(ending.Token);
                lock (gate)
                    (filling, sending) = (sending, filling);
                await link.Stream.WriteAsync(sending.WrittenMemory, ending.Token);
                if (sending.Capacity > MaxKeptBuffer)
                    sending = new ArrayBufferWriter<byte>();
                else
                    sending.ResetWrittenCount();
            }
        }
        catch (Exception failure)
        {
            Break(new RedisUnavailableException($"the connection to the server broke: {failure.Message}", failure));
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
                Take(await link.Reader.ReadAsync(ending.Token));
        }
        catch (Exception failure)
        {
            Break(new RedisUnavailableException($"the connection to the server broke: {failure.Message}", failure));
        }
    }

    private void Take(RedisReply reply)
    {
        PendingReplies? complete = null;
        lock (gate)
        {
            if (!inFlight.TryPeek(out var head))
                throw new RedisUnavailableException("the server answered what nobody asked");
            if (head.Add(reply))
                complete = inFlight.Dequeue();
        }

        if (complete is null)
            return;
        places.Release();
        complete.Complete();
    }

    private void BreakWhenLate(TimeSpan limit)
    {
        bool isLate;
        lock (gate)
            isLate = inFlight.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Since) > limit;
        if (isLate)
            Break(new RedisUnavailableException($"the server did not answer within {limit.TotalSeconds} s"));
    }

    private void Break(RedisUnavailableException reason)
    {
        List<PendingReplies> lost;
        lock (gate)
        {
            if (broken is not null)
                return;
            broken = reason;
            lost = [.. inFlight];
            inFlight.Clear();
        }

        foreach (var pending in lost)
            pending.Fail(reason);
        if (lost.Count > 0)
            places.Release(lost.Count);
        ending.Cancel();
    }
}
