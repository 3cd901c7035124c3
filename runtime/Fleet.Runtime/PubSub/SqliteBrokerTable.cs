using System.Text.Json;
using Fleet.Runtime.Sqlite;

namespace Fleet.Runtime.PubSub;

/// <summary>
/// The broker's tables: messages, the groups that have ever subscribed, and who took a message that others still need.
/// A message that nobody needs any more has no row.
/// </summary>
internal static class SqliteBrokerTable
{
    public static bool Create(SqliteConnection connection)
    {
        connection.Execute("""
            CREATE TABLE IF NOT EXISTS broker_message (
                id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, content_type TEXT, metadata TEXT, data BLOB NOT NULL);
            CREATE TABLE IF NOT EXISTS broker_group (
                id INTEGER PRIMARY KEY, topic TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (topic, name));
            CREATE TABLE IF NOT EXISTS broker_taken (
                message INTEGER NOT NULL, consumer INTEGER NOT NULL, PRIMARY KEY (message, consumer)) WITHOUT ROWID;
            """);
        return true;
    }

    public static long[] Insert(SqliteConnection connection, string topic, IReadOnlyList<BrokerMessage> messages)
    {
        var ids = new long[messages.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            var message = messages[i];
            connection.Prepare("INSERT INTO broker_message (topic, content_type, metadata, data) VALUES (?1, ?2, ?3, ?4)")
                .Bind(1, topic)
                .Bind(2, message.ContentType)
                .Bind(3, message.Metadata.Count == 0 ? null : JsonSerializer.Serialize(message.Metadata))
                .Bind(4, message.Data.Span)
                .Run();
            ids[i] = connection.LastInsertId;
        }

        return ids;
    }

    public static BrokerMessage? Load(SqliteConnection connection, long id)
    {
        var row = connection.Prepare("SELECT content_type, metadata, data FROM broker_message WHERE id = ?1").Bind(1, id);
        if (!row.Step())
            return null;
        var metadata = row.Text(1) is { } json ? JsonSerializer.Deserialize<Dictionary<string, string>>(json)! : BrokerMessage.NoMetadata;
        var message = new BrokerMessage(row.Bytes(2), metadata, row.Text(0));
        row.Reset();
        return message;
    }

    public static long Join(SqliteConnection connection, string topic, string group)
    {
        connection.Prepare("INSERT OR IGNORE INTO broker_group (topic, name) VALUES (?1, ?2)").Bind(1, topic).Bind(2, group).Run();
        var row = connection.Prepare("SELECT id FROM broker_group WHERE topic = ?1 AND name = ?2").Bind(1, topic).Bind(2, group);
        row.Step();
        var id = row.Long(0);
        row.Reset();
        return id;
    }

    public static int Take(SqliteConnection connection, IReadOnlyList<Acknowledgement> acknowledgements)
    {
        foreach (var (message, group, isLast) in acknowledgements)
        {
            if (!isLast)
            {
                connection.Prepare("INSERT OR IGNORE INTO broker_taken (message, consumer) VALUES (?1, ?2)").Bind(1, message).Bind(2, group).Run();
                continue;
            }

            connection.Prepare("DELETE FROM broker_message WHERE id = ?1").Bind(1, message).Run();
            connection.Prepare("DELETE FROM broker_taken WHERE message = ?1").Bind(1, message).Run();
        }

        return acknowledgements.Count;
    }

    public static List<(long Id, string Topic, string Name)> Groups(SqliteConnection connection)
    {
        var groups = new List<(long Id, string Topic, string Name)>();
        var row = connection.Prepare("SELECT id, topic, name FROM broker_group");
        while (row.Step())
            groups.Add((row.Long(0), row.Text(1)!, row.Text(2)!));
        return groups;
    }

    public static List<(long Id, string Topic)> Messages(SqliteConnection connection)
    {
        var messages = new List<(long Id, string Topic)>();
        var row = connection.Prepare("SELECT id, topic FROM broker_message ORDER BY id");
        while (row.Step())
            messages.Add((row.Long(0), row.Text(1)!));
        return messages;
    }

    public static HashSet<(long Message, long Group)> Taken(SqliteConnection connection)
    {
        var taken = new HashSet<(long Message, long Group)>();
        var row = connection.Prepare("SELECT message, consumer FROM broker_taken");
        while (row.Step())
            taken.Add((row.Long(0), row.Long(1)));
        return taken;
    }
}
