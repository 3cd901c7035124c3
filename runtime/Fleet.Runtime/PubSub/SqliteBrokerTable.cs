using System.Text.Json;
using Fleet.Runtime.Sqlite;

namespace Fleet.Runtime.PubSub;

/// <summary>
/// The broker's tables: messages, the groups that have ever subscribed, and who took a message that others still need.
/// A message that nobody needs any more has no row.
/// </summary>
internal static class SqliteBrokerTable
{
    private const int PageMessages = 512;
    private const long PageBytes = 4 * 1024 * 1024;

    public static bool Create(SqliteConnection connection)
    {
        connection.Execute("""
            CREATE TABLE IF NOT EXISTS broker_message (
                id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, content_type TEXT, metadata TEXT, data BLOB NOT NULL);
            CREATE INDEX IF NOT EXISTS broker_message_topic ON broker_message (topic);
            CREATE TABLE IF NOT EXISTS broker_group (
                id INTEGER PRIMARY KEY, topic TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (topic, name));
            CREATE TABLE IF NOT EXISTS broker_taken (
                message INTEGER NOT NULL, consumer INTEGER NOT NULL, PRIMARY KEY (message, consumer)) WITHOUT ROWID;
            """);
        return true;
    }

    public static int Insert(SqliteConnection connection, string topic, long first, IReadOnlyList<BrokerMessage> messages)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            connection.Prepare("INSERT INTO broker_message (id, topic, content_type, metadata, data) VALUES (?1, ?2, ?3, ?4, ?5)")
                .Bind(1, first + i)
                .Bind(2, topic)
                .Bind(3, message.ContentType)
                .Bind(4, message.Metadata.Count == 0 ? null : JsonSerializer.Serialize(message.Metadata))
                .Bind(5, message.Data.Span)
                .Run();
        }

        return messages.Count;
    }

    /// <summary>The next messages of a topic that a group has not taken, in order.</summary>
    public static BrokerPage Page(SqliteConnection connection, string topic, long group, long after, long upTo)
    {
        var row = connection.Prepare("""
            SELECT id, content_type, metadata, data FROM broker_message
            WHERE topic = ?1 AND id > ?2 AND id <= ?3
              AND NOT EXISTS (SELECT 1 FROM broker_taken WHERE message = broker_message.id AND consumer = ?4)
            ORDER BY id
            """).Bind(1, topic).Bind(2, after).Bind(3, upTo).Bind(4, group);
        var messages = new List<(long Id, BrokerMessage Message)>();
        var bytes = 0L;
        while (row.Step())
        {
            var message = Message(row, 1);
            messages.Add((row.Long(0), message));
            bytes += message.Data.Length;
            if (messages.Count < PageMessages && bytes < PageBytes)
                continue;
            row.Reset();
            return new BrokerPage(messages, IsLast: false);
        }

        return new BrokerPage(messages, IsLast: true);
    }

    /// <summary>How many messages of a topic, behind one of them, a group has not taken.</summary>
    public static long Count(SqliteConnection connection, string topic, long group, long after)
    {
        var row = connection.Prepare("""
            SELECT count(*) FROM broker_message
            WHERE topic = ?1 AND id > ?2 AND NOT EXISTS (SELECT 1 FROM broker_taken WHERE message = broker_message.id AND consumer = ?3)
            """).Bind(1, topic).Bind(2, after).Bind(3, group);
        row.Step();
        var count = row.Long(0);
        row.Reset();
        return count;
    }

    public static BrokerMessage? Load(SqliteConnection connection, long id)
    {
        var row = connection.Prepare("SELECT content_type, metadata, data FROM broker_message WHERE id = ?1").Bind(1, id);
        if (!row.Step())
            return null;
        var message = Message(row, 0);
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

    /// <summary>Notes what groups have taken; answers how many messages of each topic have left the file by that.</summary>
    public static Dictionary<BrokerTopic, int> Take(SqliteConnection connection, IReadOnlyList<Acknowledgement> acknowledgements)
    {
        var freed = new Dictionary<BrokerTopic, int>();
        foreach (var (topic, message, group) in acknowledgements)
        {
            var groups = topic.GroupCount;
            if (groups > 1 && !IsLast(connection, message, group, groups))
                continue;
            var deleted = connection.Prepare("DELETE FROM broker_message WHERE id = ?1").Bind(1, message).Run();
            freed[topic] = freed.GetValueOrDefault(topic) + deleted;
        }

        return freed;
    }

    public static long LastId(SqliteConnection connection)
    {
        var row = connection.Prepare("SELECT seq FROM sqlite_sequence WHERE name = 'broker_message'");
        if (!row.Step())
            return 0;
        var last = row.Long(0);
        row.Reset();
        return last;
    }

    public static List<(string Topic, long Count, long Newest)> Topics(SqliteConnection connection)
    {
        var topics = new List<(string Topic, long Count, long Newest)>();
        var row = connection.Prepare("SELECT topic, count(*), max(id) FROM broker_message GROUP BY topic");
        while (row.Step())
            topics.Add((row.Text(0)!, row.Long(1), row.Long(2)));
        return topics;
    }

    public static List<(long Id, string Topic, string Name)> Groups(SqliteConnection connection)
    {
        var groups = new List<(long Id, string Topic, string Name)>();
        var row = connection.Prepare("SELECT id, topic, name FROM broker_group");
        while (row.Step())
            groups.Add((row.Long(0), row.Text(1)!, row.Text(2)!));
        return groups;
    }

    private static bool IsLast(SqliteConnection connection, long message, long group, int groups)
    {
        connection.Prepare("INSERT OR IGNORE INTO broker_taken (message, consumer) VALUES (?1, ?2)").Bind(1, message).Bind(2, group).Run();
        var row = connection.Prepare("SELECT count(*) FROM broker_taken WHERE message = ?1").Bind(1, message);
        row.Step();
        var taken = row.Long(0);
        row.Reset();
        if (taken < groups)
            return false;
        connection.Prepare("DELETE FROM broker_taken WHERE message = ?1").Bind(1, message).Run();
        return true;
    }

    private static BrokerMessage Message(SqliteStatement row, int column)
    {
        var metadata = row.Text(column + 1) is { } json ? JsonSerializer.Deserialize<Dictionary<string, string>>(json)! : BrokerMessage.NoMetadata;
        return new BrokerMessage(row.Bytes(column + 2), metadata, row.Text(column));
    }
}

/// <summary>A part of a queue in the file.</summary>
/// <param name="Messages">Messages with their ids, in order.</param>
/// <param name="IsLast">There are no more up to where was asked for; else there is at least one message.</param>
internal readonly record struct BrokerPage(IReadOnlyList<(long Id, BrokerMessage Message)> Messages, bool IsLast);
