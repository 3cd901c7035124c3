using Fleet.Runtime.Sqlite;

namespace Fleet.Runtime.Scheduler;

/// <summary>Keeps the scheduler's items in a database file; what a task completes is on the disk.</summary>
internal sealed class SqliteScheduleStore(SqliteEngine engine) : IScheduleStore
{
    private const string Create =
        """
        CREATE TABLE IF NOT EXISTS scheduled (
            key TEXT NOT NULL PRIMARY KEY,
            target TEXT NOT NULL,
            content TEXT NOT NULL,
            due INTEGER NOT NULL,
            repeat TEXT,
            calls_left INTEGER,
            expires INTEGER,
            retry_interval INTEGER NOT NULL,
            max_retries INTEGER) WITHOUT ROWID
        """;

    private const string Save =
        """
        INSERT OR REPLACE INTO scheduled (key, target, content, due, repeat, calls_left, expires, retry_interval, max_retries)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        """;

    private const string Load = "SELECT key, target, content, due, repeat, calls_left, expires, retry_interval, max_retries FROM scheduled";

    public Task<IReadOnlyList<ScheduledItem>> LoadAsync(CancellationToken cancellationToken) => engine.WriteAsync<IReadOnlyList<ScheduledItem>>(
        connection =>
        {
            connection.Execute(Create);
            var items = new List<ScheduledItem>();
            for (var row = connection.Prepare(Load); row.Step();)
                items.Add(Item(row));
            return items;
        },
        cancellationToken);

    public Task SaveAsync(ScheduledItem item) => engine.WriteAsync(connection => Write(connection.Prepare(Save), item), CancellationToken.None);

    public Task DeleteAsync(string key) =>
        engine.WriteAsync(connection => connection.Prepare("DELETE FROM scheduled WHERE key = ?1").Bind(1, key).Run(), CancellationToken.None);

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    // Instants are ticks in UTC: whole numbers lose nothing.
    private static int Write(SqliteStatement row, ScheduledItem item)
    {
        row.Bind(1, item.Key).Bind(2, item.Target).BindUtf8(3, item.Content.Span).Bind(4, item.Due.UtcTicks).Bind(5, item.Repeat?.Text);
        Number(row, 6, item.CallsLeft);
        Number(row, 7, item.ExpiresAt?.UtcTicks);
        row.Bind(8, item.OnFailure.Interval.Ticks);
        Number(row, 9, item.OnFailure.MaxRetries);
        return row.Run();
    }

    private static ScheduledItem Item(SqliteStatement row)
    {
        Recurrence? repeat = null;
        if (row.Text(4) is { } text && !Recurrence.TryParse(text, out repeat))
            throw new InvalidDataException($"'{row.Text(0)}' repeats by '{text}', which cannot be read");
        return new ScheduledItem(
            row.Text(0)!,
            row.Text(1)!,
            row.Bytes(2),
            Instant(row.Long(3)),
            repeat,
            row.IsNull(5) ? null : (int)row.Long(5),
            row.IsNull(6) ? null : Instant(row.Long(6)),
            new FailurePolicy(TimeSpan.FromTicks(row.Long(7)), row.IsNull(8) ? null : (int)row.Long(8)));
    }

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);

    private static void Number(SqliteStatement row, int index, long? value)
    {
        if (value is { } number)
            row.Bind(index, number);
        else
            row.Bind(index, (string?)null);
    }
}
