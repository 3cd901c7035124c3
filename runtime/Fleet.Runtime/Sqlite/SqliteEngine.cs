using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Sqlite;

/// <summary>
/// One database for all who use it in one runtime: a single writer with group commit, and reads beside it on pooled
/// connections. What <see cref="WriteAsync{T}"/> completes is on the disk.
/// </summary>
public sealed class SqliteEngine : IAsyncDisposable
{
    private readonly SqliteOptions options;
    private readonly WriteQueue queue;
    private readonly ConcurrentStack<SqliteConnection> readers = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts the writer; the file is opened by the first write.</summary>
    public SqliteEngine(SqliteOptions options, ILogger log)
    {
        this.options = options;
        queue = new WriteQueue(options.QueueLimit);
        var writer = new SqliteWriter(options, queue, log);
        new Thread(() => RunWriter(writer)) { IsBackground = true, Name = "sqlite " + Path.GetFileName(options.Path) }.Start();
    }

    /// <summary>Does work in a transaction; it is durable when the task completes. Writes of one caller keep their order.</summary>
    /// <param name="work">Runs on the writer's thread; what it did is rolled back when it throws.</param>
    /// <param name="cancellationToken">Withdraws the write if its turn has not come.</param>
    /// <param name="committed">Called on the writer's thread when the work is durable, in the order of the writes.</param>
    /// <exception cref="SqliteFailureException">The file is locked, full, damaged or unreadable; nothing was done.</exception>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken, Action<T>? committed = null)
    {
        var write = new PendingWrite<T>(work, committed, cancellationToken);
        var added = queue.AddAsync(write, cancellationToken);
        return added.IsCompletedSuccessfully ? write.Task : WhenAddedAsync(added, write);
    }

    /// <summary>Reads what is committed; beside the writer where the journal allows it.</summary>
    /// <exception cref="SqliteFailureException">The file is locked, damaged or unreadable.</exception>
    public ValueTask<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken) =>
        options.ReadsBesideWriter ? ValueTask.FromResult(Read(read)) : new ValueTask<T>(WriteAsync(read, cancellationToken));

    /// <summary>Does what still waits, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Close();
        await ended.Task;
        while (readers.TryPop(out var reader))
            reader.Dispose();
    }

    private static async Task<T> WhenAddedAsync<T>(ValueTask added, PendingWrite<T> write)
    {
        await added;
        return await write.Task;
    }

    private T Read<T>(Func<SqliteConnection, T> read)
    {
        if (!readers.TryPop(out var reader))
            reader = SqliteConnection.Open(options, isWriter: false);
        try
        {
            var result = read(reader);
            readers.Push(reader);
            return result;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    private void RunWriter(SqliteWriter writer)
    {
        try
        {
            writer.Run();
            ended.SetResult();
        }
        catch (Exception failure)
        {
            ended.SetException(failure);
        }
    }
}
