using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.ServiceDefaults.DueBooks;

/// <summary>Runs books whose time has come, some at a time, the oldest first. Each book runs once at a time in this process.</summary>
public sealed class DueRunner(Lazy<DueRun> run, ILogger<DueRunner> log) : IHostedService, IDisposable
{
    private const int MaxParallelBooks = 4;

    private readonly Lock gate = new();
    private readonly SortedSet<string> waiting = new(StringComparer.Ordinal);
    private readonly HashSet<string> running = new(StringComparer.Ordinal);
    private readonly List<Task> workers = [];
    private readonly CancellationTokenSource stopping = new();
    private int working;
    private bool isDisposed;

    /// <summary>Runs a book soon. If it is running, it runs once more after that, which finds nothing unless something was entered meanwhile.</summary>
    public void Start(string book)
    {
        lock (gate)
        {
            if (isDisposed || stopping.IsCancellationRequested) return;
            waiting.Add(book);
            if (working == MaxParallelBooks || Choose_NeedsLock() is null) return;
            working++;
            workers.RemoveAll(worker => worker.IsCompleted);
            // The caller is an actor in its turn: what runs here is no part of it.
            using (ExecutionContext.SuppressFlow()) workers.Add(Task.Run(Work));
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Breaks off: what was not struck off comes again.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task all;
        lock (gate)
        {
            // A host that failed to start, or is disposed of twice, may stop what is disposed already.
            if (!isDisposed) stopping.Cancel();
            all = Task.WhenAll(workers);
        }

        await all.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            stopping.Dispose();
        }
    }

    private async Task Work()
    {
        for (var book = Take(); book is not null; book = Take())
        {
            try
            {
                await run.Value.Run(book, stopping.Token);
            }
            catch (Exception failure)
            {
                if (!stopping.IsCancellationRequested)
                    log.LogWarning(failure, "The run of due-date book {Book} broke off; its reminder starts it again", book);
            }
            finally
            {
                lock (gate) running.Remove(book);
            }
        }
    }

    private string? Take()
    {
        lock (gate)
        {
            var book = stopping.IsCancellationRequested ? null : Choose_NeedsLock();
            if (book is null)
            {
                working--;
                return null;
            }

            waiting.Remove(book);
            running.Add(book);
            return book;
        }
    }

    private string? Choose_NeedsLock() => waiting.FirstOrDefault(book => !running.Contains(book));
}
