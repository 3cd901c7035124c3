namespace Fleet.Runtime.Sqlite;

/// <summary>A write that waits for its commit.</summary>
internal abstract class PendingWrite
{
    /// <summary>The caller went away before its turn came.</summary>
    public abstract bool IsAbandoned { get; }

    /// <summary>What went wrong; null: nothing so far.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Does the work inside the group's transaction.</summary>
    public abstract void Run(SqliteConnection connection);

    /// <summary>Tells the caller how it ended.</summary>
    public abstract void Complete();
}

/// <inheritdoc cref="PendingWrite"/>
/// <param name="work">What to do; its savepoint is rolled back when it throws.</param>
/// <param name="committed">Called on the writer's thread once it is durable, in the order of the writes.</param>
internal sealed class PendingWrite<T>(Func<SqliteConnection, T> work, Action<T>? committed, CancellationToken cancellationToken) : PendingWrite
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T result = default!;

    public Task<T> Task => completion.Task;

    public override bool IsAbandoned => cancellationToken.IsCancellationRequested;

    public override void Run(SqliteConnection connection) => result = work(connection);

    public override void Complete()
    {
        try
        {
            if (Failure is null)
                committed?.Invoke(result);
        }
        catch (Exception failure)
        {
            Failure = failure;
        }

        if (Failure is OperationCanceledException)
            completion.SetCanceled(cancellationToken);
        else if (Failure is not null)
            completion.SetException(Failure);
        else
            completion.SetResult(result);
    }
}
