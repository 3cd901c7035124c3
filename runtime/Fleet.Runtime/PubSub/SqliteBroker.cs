using System.Collections.Concurrent;
using Fleet.Runtime.Components;
using Fleet.Runtime.Sqlite;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.PubSub;

/// <summary>
/// The broker behind <c>pubsub.sqlite</c>, one a file: what is published is committed first, in a group with others, and
/// handed to the groups from memory right after.
/// </summary>
internal sealed class SqliteBroker : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, BrokerTopic> topics = new(StringComparer.Ordinal);
    private readonly SqliteEngine engine;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly AcknowledgementBuffer acknowledgements;
    private readonly Lazy<Task> opening;
    private readonly string? ownedFile;
    private FileStream? owner;

    /// <param name="engine">The file's engine.</param>
    /// <param name="ownedFile">A file that says whose the queues are; null: they live in memory.</param>
    public SqliteBroker(SqliteEngine engine, string? ownedFile, TimeProvider time, ILogger log)
    {
        this.engine = engine;
        this.ownedFile = ownedFile;
        this.time = time;
        this.log = log;
        acknowledgements = new AcknowledgementBuffer(engine, time, log);
        opening = new Lazy<Task>(LoadAllAsync);
    }

    /// <summary>Reads what the file holds; once, whoever asks.</summary>
    /// <exception cref="ComponentException">Another process has the file.</exception>
    public Task OpenAsync() => opening.Value;

    /// <summary>Stores messages; they are durable, and on their way, when the task completes.</summary>
    /// <exception cref="BrokerFullException">The topic holds <paramref name="maxLength"/> messages.</exception>
    public async Task PublishAsync(string topic, IReadOnlyList<BrokerMessage> messages, int maxLength, CancellationToken cancellationToken)
    {
        var queue = Topic(topic);
        queue.Reserve(messages.Count, maxLength);
        try
        {
            var stored = engine.WriteAsync(
                connection => SqliteBrokerTable.Insert(connection, topic, messages),
                cancellationToken,
                ids => queue.Add(ids, messages));
            acknowledgements.Send();
            await stored;
        }
        catch
        {
            queue.Free(messages.Count);
            throw;
        }
    }

    /// <summary>Begins to deliver messages of a topic to a group.</summary>
    public async Task<IAsyncDisposable> SubscribeAsync(BrokerSubscription subscription, BrokerGroupOptions options, CancellationToken cancellationToken)
    {
        var topic = Topic(subscription.Topic);
        BrokerGroup? group = null;
        await engine.WriteAsync(
            connection => SqliteBrokerTable.Join(connection, subscription.Topic, options.Name),
            cancellationToken,
            id => group = topic.Join(options.Name, id));
        return new BrokerWorkers(this, topic, group!, subscription, options, log);
    }

    /// <summary>Remembers that a group has taken a message.</summary>
    public void Acknowledge(Acknowledgement acknowledgement) => acknowledgements.Add(acknowledgement);

    /// <summary>Reads a message whose bytes are not in memory.</summary>
    public async Task<BrokerMessage> LoadAsync(long id) =>
        await engine.ReadAsync(connection => SqliteBrokerTable.Load(connection, id), CancellationToken.None)
            ?? throw new InvalidOperationException($"message {id} is no longer in the file");

    /// <summary>Completes when what was processed is on the disk.</summary>
    public Task FlushAsync() => acknowledgements.FlushAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await acknowledgements.DisposeAsync();
        foreach (var topic in topics.Values)
            await topic.DisposeAsync();
        if (owner is not null)
            await owner.DisposeAsync();
    }

    private BrokerTopic Topic(string name) => topics.GetOrAdd(name, static (name, time) => new BrokerTopic(name, time), time);

    // Two brokers over one file would each deliver everything. The system lets go of the file however a process ends.
    private void Own()
    {
        try
        {
            if (ownedFile is not null)
                owner = new FileStream(ownedFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held)
        {
            throw new ComponentException($"another process delivers from these queues, or the folder is missing: {held.Message}", held);
        }
    }

    private async Task LoadAllAsync()
    {
        Own();
        await engine.WriteAsync(SqliteBrokerTable.Create, CancellationToken.None);
        var (groups, messages, taken) = await engine.ReadAsync(
            connection => (SqliteBrokerTable.Groups(connection), SqliteBrokerTable.Messages(connection), SqliteBrokerTable.Taken(connection)),
            CancellationToken.None);
        foreach (var (id, topic, name) in groups)
            Topic(topic).Join(name, id);
        foreach (var (id, topic) in messages)
            Topic(topic).Restore(id, group => taken.Contains((id, group)));
    }
}
