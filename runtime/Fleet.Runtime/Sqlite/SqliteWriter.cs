using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Fleet.Runtime.Sqlite;

/// <summary>
/// The one writer of a database: takes all that waits, runs each write under a savepoint of one transaction, commits
/// once. A write that fails harms no other; a group that fails, fails as a whole, and the writer goes on.
/// </summary>
internal sealed class SqliteWriter(SqliteOptions options, WriteQueue queue, ILogger log)
{
    private SqliteConnection? connection;

    /// <summary>Runs until the queue is closed and empty; on a thread of its own, since a commit waits for the disk.</summary>
    public void Run()
    {
        var group = new List<PendingWrite>();
        while (queue.TakeAll(ref group))
        {
            Commit(group);
            foreach (var write in group)
                write.Complete();
            group.Clear();
        }

        Close();
    }

    private void Commit(List<PendingWrite> group)
    {
        try
        {
            CheckFile();
            connection ??= SqliteConnection.Open(options, isWriter: true);
            connection.Prepare("BEGIN IMMEDIATE").Run();
            foreach (var write in group)
                RunOne(connection, write, isAlone: group.Count == 1);
            if (!connection.IsIdle)
                connection.Prepare("COMMIT").Run();
        }
        catch (Exception failure)
        {
            log.LogError(failure, "A commit of {Writes} writes failed", group.Count);
            foreach (var write in group)
                write.Failure ??= failure;
            Recover(failure);
        }
    }

    // A system that lets files be deleted while they are open would take writes that nobody ever finds again.
    private void CheckFile()
    {
        if (connection is not null && !options.IsInMemory && !File.Exists(options.Path))
            throw new SqliteFailureException(options.Path, raw.SQLITE_READONLY, "it was moved or deleted");
    }

    private static void RunOne(SqliteConnection connection, PendingWrite write, bool isAlone)
    {
        if (write.IsAbandoned)
        {
            write.Failure = new OperationCanceledException();
            return;
        }

        if (!isAlone)
            connection.Prepare("SAVEPOINT one").Run();
        try
        {
            write.Run(connection);
        }
        catch (Exception failure)
        {
            write.Failure = failure;
            // SQLite itself ends the transaction when the disk is full or broken: then the whole group is lost.
            if (connection.IsIdle)
                throw;
            connection.Prepare(isAlone ? "ROLLBACK" : "ROLLBACK TO one").Run();
        }

        if (!isAlone)
            connection.Prepare("RELEASE one").Run();
    }

    private void Recover(Exception failure)
    {
        if (failure is SqliteFailureException { NeedsReopening: true })
        {
            Close();
            return;
        }

        try
        {
            if (connection is { IsIdle: false })
                connection.Prepare("ROLLBACK").Run();
        }
        catch (SqliteFailureException broken)
        {
            log.LogWarning(broken, "The connection is opened again");
            Close();
        }
    }

    private void Close()
    {
        connection?.Dispose();
        connection = null;
    }
}
