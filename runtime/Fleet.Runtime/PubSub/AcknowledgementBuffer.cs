using Fleet.Runtime.Sqlite;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.PubSub;

/// <summary>
/// Acknowledgements on their way to the file. They ride along with the next commit, or go by themselves after a moment:
/// one that is lost in a crash only means that a message comes again.
/// </summary>
internal sealed class AcknowledgementBuffer : IAsyncDisposable
{
    private const int MaxWaiting = 256;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly SqliteEngine engine;
    private readonly ITimer timer;
    private readonly ILogger log;
    private List<Acknowledgement> waiting = [];
    private Task writing = Task.CompletedTask;

    public AcknowledgementBuffer(SqliteEngine engine, TimeProvider time, ILogger log)
    {
        this.engine = engine;
        this.log = log;
        timer = time.CreateTimer(_ => Send(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Adds one.</summary>
    public void Add(Acknowledgement acknowledgement)
    {
        int count;
        lock (gate)
        {
            waiting.Add(acknowledgement);
            count = waiting.Count;
        }

        if (count == 1)
            timer.Change(Moment, Timeout.InfiniteTimeSpan);
        else if (count == MaxWaiting)
            Send();
    }

    /// <summary>Hands what waits to the writer.</summary>
    public void Send()
    {
        lock (gate)
        {
            if (waiting.Count == 0)
                return;
            var batch = waiting;
            waiting = [];
            var written = WriteAsync(batch);
            writing = writing.IsCompleted ? written : Task.WhenAll(writing, written);
        }
    }

    /// <summary>Completes when all that was added is in the file, or could not be written.</summary>
    public Task FlushAsync()
    {
        Send();
        lock (gate)
            return writing;
    }

    public ValueTask DisposeAsync() => timer.DisposeAsync();

    private async Task WriteAsync(List<Acknowledgement> batch)
    {
        try
        {
            var freed = await engine.WriteAsync(connection => SqliteBrokerTable.Take(connection, batch), CancellationToken.None);
            foreach (var (topic, messages) in freed)
                topic.Free(messages);
        }
        catch (Exception failure)
        {
            log.LogWarning(failure, "{Count} messages were processed but stay in the file; after a restart they come again", batch.Count);
            lock (gate)
                waiting.AddRange(batch);
            timer.Change(PauseAfterFailure, Timeout.InfiniteTimeSpan);
        }
    }
}
