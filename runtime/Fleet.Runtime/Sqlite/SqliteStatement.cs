using System.Text;
using SQLitePCL;

namespace Fleet.Runtime.Sqlite;

/// <summary>A prepared statement. Parameters count from 1, columns from 0.</summary>
public sealed class SqliteStatement : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly sqlite3_stmt statement;

    internal SqliteStatement(SqliteConnection connection, sqlite3_stmt statement)
    {
        this.connection = connection;
        this.statement = statement;
    }

    /// <summary>Sets a parameter to text; null is NULL.</summary>
    public SqliteStatement Bind(int index, string? text) => Checked(text switch
    {
        null => raw.sqlite3_bind_null(statement, index),
        _ => raw.sqlite3_bind_text(statement, index, text),
    });

    /// <summary>Sets a parameter to text that is UTF-8 already.</summary>
    public SqliteStatement BindUtf8(int index, ReadOnlySpan<byte> text) =>
        text.IsEmpty ? Bind(index, "") : Checked(raw.sqlite3_bind_text(statement, index, text));

    /// <summary>Sets a parameter to a whole number.</summary>
    public SqliteStatement Bind(int index, long number) => Checked(raw.sqlite3_bind_int64(statement, index, number));

    /// <summary>Sets a parameter to bytes.</summary>
    public SqliteStatement Bind(int index, ReadOnlySpan<byte> bytes) => Checked(
        bytes.IsEmpty ? raw.sqlite3_bind_zeroblob(statement, index, 0) : raw.sqlite3_bind_blob(statement, index, bytes));

    /// <summary>Goes to the next row; false: there is none, and the statement can be run again.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW)
            return true;
        // The failure must be read before the reset, which may replace its text.
        var failure = code == raw.SQLITE_DONE ? null : connection.Failure(code);
        Reset();
        return failure is null ? false : throw failure;
    }

    /// <summary>Runs to the end; answers how many rows were changed.</summary>
    public int Run()
    {
        while (Step())
        {
        }

        return raw.sqlite3_changes(connection.Handle);
    }

    /// <summary>Ends a run before its last row.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    /// <summary>Whether a column of the row is NULL.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    /// <summary>A column as a whole number.</summary>
    public long Long(int column) => raw.sqlite3_column_int64(statement, column);

    /// <summary>A column as text; null for NULL.</summary>
    public string? Text(int column) => IsNull(column) ? null : Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement, column));

    /// <summary>A column's bytes; text comes as UTF-8.</summary>
    public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    /// <inheritdoc/>
    public void Dispose() => statement.Dispose();

    private SqliteStatement Checked(int code)
    {
        if (code != raw.SQLITE_OK)
            throw connection.Failure(code);
        return this;
    }
}
