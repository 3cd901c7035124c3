using System.Globalization;
using System.Text;
using Fleet.Runtime.Components;
using Fleet.Runtime.Sqlite;

namespace Fleet.Runtime.State;

/// <summary>A write with what the row needs beside it.</summary>
/// <param name="Write">What to do.</param>
/// <param name="IsText">The value is text as it is; otherwise it is stored as Base64.</param>
/// <param name="Etag">The new ETag.</param>
/// <param name="Now">When it was asked for.</param>
internal readonly record struct StateRow(StateWrite Write, bool IsText, string Etag, DateTimeOffset Now);

/// <summary>
/// The table of Dapr's <c>state.sqlite</c> (migration 1): instants are UTC text, so that text order is time order.
/// Dapr writes whole seconds; milliseconds here compare rightly with them.
/// </summary>
internal sealed class SqliteStateTable
{
    private readonly string create;
    private readonly string find;
    private readonly string list;
    private readonly string upsert;
    private readonly string update;
    private readonly string delete;
    private readonly string deleteWithEtag;
    private readonly string removeExpired;

    public SqliteStateTable(string table, string metadataTable)
    {
        Check(table);
        Check(metadataTable);
        const string alive = "(expiration_time IS NULL OR expiration_time > ?{0})";
        create = $"""
            CREATE TABLE IF NOT EXISTS {metadataTable} (key text NOT NULL PRIMARY KEY, value text NOT NULL);
            CREATE TABLE IF NOT EXISTS {table} (
                key TEXT NOT NULL PRIMARY KEY,
                value TEXT NOT NULL,
                is_binary BOOLEAN NOT NULL,
                etag TEXT NOT NULL,
                expiration_time TIMESTAMP DEFAULT NULL,
                update_time TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP);
            INSERT OR IGNORE INTO {metadataTable} (key, value) VALUES ('migrations', '1');
            """;
        find = $"SELECT value, is_binary, etag, expiration_time FROM {table} WHERE key = ?1 AND {Alive(2)}";
        list = $"SELECT key, value, is_binary FROM {table} WHERE {Alive(1)} ORDER BY key LIMIT ?2";
        upsert = $"""
            INSERT INTO {table} (key, value, is_binary, etag, expiration_time, update_time) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value, is_binary = excluded.is_binary, etag = excluded.etag,
                expiration_time = excluded.expiration_time, update_time = excluded.update_time
            """;
        update = $"""
            UPDATE {table} SET value = ?2, is_binary = ?3, etag = ?4, expiration_time = ?5, update_time = ?6
            WHERE key = ?1 AND etag = ?7 AND {Alive(6)}
            """;
        delete = $"DELETE FROM {table} WHERE key = ?1";
        deleteWithEtag = $"DELETE FROM {table} WHERE key = ?1 AND etag = ?2";
        removeExpired = $"DELETE FROM {table} WHERE expiration_time IS NOT NULL AND expiration_time <= ?1";

        static string Alive(int parameter) => string.Format(CultureInfo.InvariantCulture, alive, parameter);
    }

    public bool Create(SqliteConnection connection)
    {
        connection.Execute(create);
        return true;
    }

    public StateEntry? Find(SqliteConnection connection, string key, DateTimeOffset now)
    {
        var row = connection.Prepare(find).Bind(1, key).Bind(2, Text(now));
        if (!row.Step())
            return null;
        var entry = new StateEntry(Value(row, 0), row.Text(2)!, row.Text(3) is { } end ? Instant(end) : null);
        row.Reset();
        return entry;
    }

    /// <summary>Keys and values in order.</summary>
    public List<KeyValuePair<string, ReadOnlyMemory<byte>>> List(SqliteConnection connection, DateTimeOffset now, int most)
    {
        var entries = new List<KeyValuePair<string, ReadOnlyMemory<byte>>>();
        var row = connection.Prepare(list).Bind(1, Text(now)).Bind(2, most);
        while (row.Step())
            entries.Add(new(row.Text(0)!, Value(row, 1)));
        return entries;
    }

    /// <exception cref="EtagMismatchException">The key has another ETag.</exception>
    public void Write(SqliteConnection connection, in StateRow row)
    {
        var changed = row.Write.Value is null ? Delete(connection, row.Write) : Save(connection, row);
        if (!changed)
            throw new EtagMismatchException(row.Write.Key);
    }

    public int RemoveExpired(SqliteConnection connection, DateTimeOffset now) => connection.Prepare(removeExpired).Bind(1, Text(now)).Run();

    private bool Save(SqliteConnection connection, in StateRow row)
    {
        var write = row.Write;
        if (write is { Etag: null, FirstWrite: true } && Find(connection, write.Key, row.Now) is not null)
            return false;

        var statement = connection.Prepare(write.Etag is null ? upsert : update).Bind(1, write.Key);
        var value = write.Value!.Value.Span;
        if (row.IsText)
            statement.BindUtf8(2, value);
        else
            statement.Bind(2, Convert.ToBase64String(value));
        statement.Bind(3, row.IsText ? 0 : 1).Bind(4, row.Etag).Bind(5, write.EndFrom(row.Now) is { } end ? Text(end) : null).Bind(6, Text(row.Now));
        if (write.Etag is not null)
            statement.Bind(7, write.Etag);
        return statement.Run() > 0;
    }

    // Without an ETag a delete always fits, also under first-write, as in Dapr's component.
    private bool Delete(SqliteConnection connection, StateWrite write)
    {
        if (write.Etag is not null)
            return connection.Prepare(deleteWithEtag).Bind(1, write.Key).Bind(2, write.Etag).Run() > 0;
        connection.Prepare(delete).Bind(1, write.Key).Run();
        return true;
    }

    private static byte[] Value(SqliteStatement row, int column) =>
        row.Long(column + 1) == 0 ? row.Bytes(column) : Convert.FromBase64String(Encoding.ASCII.GetString(row.Bytes(column)));

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static void Check(string name)
    {
        if (name.Length == 0 || name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter != '_'))
            throw new ComponentException($"'{name}' is no table name: letters, digits and _ only");
    }
}
