using SQLitePCL;

namespace Fleet.Runtime.Sqlite;

/// <summary>One connection to a database with the statements that were prepared on it. Used by one thread at a time.</summary>
public sealed class SqliteConnection : IDisposable
{
    private readonly Dictionary<string, SqliteStatement> statements = new(StringComparer.Ordinal);
    private readonly string path;

    private SqliteConnection(string path, sqlite3 handle)
    {
        this.path = path;
        Handle = handle;
    }

    /// <summary>False while a transaction is open.</summary>
    public bool IsIdle => raw.sqlite3_get_autocommit(Handle) != 0;

    /// <summary>Row id of the last row that was inserted.</summary>
    public long LastInsertId => raw.sqlite3_last_insert_rowid(Handle);

    internal sqlite3 Handle { get; }

    /// <summary>Opens, and creates the file when it is not there.</summary>
    /// <exception cref="SqliteFailureException">It cannot be opened, or is no database.</exception>
    internal static SqliteConnection Open(SqliteOptions options, bool isWriter)
    {
        Batteries_V2.Init();
        var flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX | (isWriter ? raw.SQLITE_OPEN_CREATE : 0);
        var code = raw.sqlite3_open_v2(options.IsInMemory ? ":memory:" : options.Path, out var handle, flags, null);
        var connection = new SqliteConnection(options.Path, handle);
        try
        {
            if (code != raw.SQLITE_OK)
                throw connection.Failure(code);
            connection.Configure(options, isWriter);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The statement of that text, prepared once; at its beginning.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (statements.TryGetValue(sql, out var known))
        {
            known.Reset();
            return known;
        }

        var code = raw.sqlite3_prepare_v3(Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle);
        if (code != raw.SQLITE_OK)
            throw Failure(code);
        return statements[sql] = new SqliteStatement(this, handle);
    }

    /// <summary>Runs statements separated by semicolons.</summary>
    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(Handle, sql);
        if (code != raw.SQLITE_OK)
            throw Failure(code);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        statements.Clear();
        Handle.Dispose();
    }

    internal SqliteFailureException Failure(int code) => new(path, code, raw.sqlite3_errmsg(Handle).utf8_to_string());

    private void Configure(SqliteOptions options, bool isWriter)
    {
        raw.sqlite3_busy_timeout(Handle, (int)options.BusyTimeout.TotalMilliseconds);
        if (!isWriter)
        {
            Execute("PRAGMA query_only = 1");
            return;
        }

        // FULL: a commit is on the disk before it is acknowledged, also when the machine loses power.
        if (!options.IsInMemory)
            Execute($"PRAGMA journal_mode = {(options.UsesWriteAheadLog ? "WAL" : "DELETE")}; PRAGMA synchronous = FULL");
        Execute("PRAGMA temp_store = MEMORY");
    }
}
