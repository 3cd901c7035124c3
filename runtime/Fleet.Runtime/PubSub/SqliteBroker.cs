using System.Collections.Concurrent;
using Fleet.Runtime.Components;
using Fleet.Runtime.Inspection;
using Fleet.Runtime.Sqlite;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.PubSub;

/// <summary>
/// The broker behind <c>pubsub.sqlite</c>, one a file: what is published is committed in a group with others, and handed to
/// the consumer groups meanwhile.
/// </summary>
internal sealed class SqliteBroker : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, BrokerTopic> topics = new(StringComparer.Ordinal);
    private readonly AcknowledgementBuffer acknowledgements;
    private readonly Lazy<Task> opening;
    // EWOULDBLOCK of Linux, that of macOS, and the sharing violation of Windows.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    private readonly string? ownedFile;
    private FileStream? owner;
    private long lastId;

    /// <param name="engine">The file's engine.</param>
    /// <param name="ownedFile">A file that says whose the queues are; null: they live in memory.</param>
    public SqliteBroker(SqliteEngine engine, string? ownedFile, TimeProvider time, ILogger log)
    {
        Engine = engine;
        Time = time;
        Log = log;
        this.ownedFile = ownedFile;
        acknowledgements = new AcknowledgementBuffer(engine, time, log);
        opening = new Lazy<Task>(LoadAllAsync);
    }

    /// <summary>The file.</summary>
    public SqliteEngine Engine { get; }

    public TimeProvider Time { get; }

    public ILogger Log { get; }

    /// <summary>Reads what the file holds; once, whoever asks.</summary>
    /// <exception cref="ComponentException">Another process has the file.</exception>
    public Task OpenAsync() => opening.Value;

    /// <summary>Takes messages; they are durable when the task completes, and on their way before that.</summary>
    /// <exception cref="BrokerFullException">The topic holds <paramref name="maxLength"/> messages.</exception>
    public Task PublishAsync(string topic, IReadOnlyList<BrokerMessage> messages, long maxLength)
    {
        var stored = Topic(topic).PublishAsync(messages, maxLength);
        acknowledgements.Send();
        return stored;
    }

    /// <summary>Places for so many messages; the first of them.</summary>
    public long TakeIds(int count) => Interlocked.Add(ref lastId, count) - count + 1;

    /// <summary>Begins to deliver messages of a topic to a group.</summary>
    public async Task<IAsyncDisposable> SubscribeAsync(BrokerSubscription subscription, BrokerGroupOptions options, CancellationToken cancellationToken)
    {
        var topic = Topic(subscription.Topic);
        BrokerGroup? group = null;
        await Engine.WriteAsync(
            connection => SqliteBrokerTable.Join(connection, subscription.Topic, options.Name),
            cancellationToken,
            id => group = topic.Join(options.Name, id));
        return new BrokerWorkers(this, topic, group!, subscription, options);
    }

    /// <summary>Remembers that a group has taken a message, once the message is in the file.</summary>
    public async Task AcknowledgeAsync(BrokerTopic topic, BrokerGroup group, PendingDelivery delivery)
    {
        await delivery.Stored.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // What could not be stored was refused to its publisher, who will come again with it.
        if (delivery.Stored.IsCompletedSuccessfully)
            acknowledgements.Add(new Acknowledgement(topic, delivery.Id, group.Id));
    }

    /// <summary>Reads a message whose bytes are not in memory; null when it is no longer there.</summary>
    public ValueTask<BrokerMessage?> LoadAsync(long id) =>
        Engine.ReadAsync(connection => SqliteBrokerTable.Load(connection, id), CancellationToken.None);

    /// <summary>What lies in its queues.</summary>
    public async Task<IReadOnlyList<QueueStatus>> QueuesAsync(string name, CancellationToken cancellationToken)
    {
        var counts = topics.Values.SelectMany(topic => topic.Counts()).ToList();
        // What has not been read yet is counted in the file.
        return await Engine.ReadAsync(
            connection => counts.ConvertAll(count => new QueueStatus(
                name,
                count.Topic,
                count.Group,
                count.InMemory + (count.Unread is { } after ? SqliteBrokerTable.Count(connection, count.Topic, count.Id, after) : 0),
                count.InFlight)),
            cancellationToken);
    }

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

    private BrokerTopic Topic(string name) => topics.GetOrAdd(name, static (name, broker) => new BrokerTopic(name, broker), this);

    // Two brokers over one file would each deliver everything. The system lets go of the file however a process ends.
    private void Own()
    {
        try
        {
            if (ownedFile is not null)
                owner = new FileStream(ownedFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ComponentException(WhyNot(refused), refused);
        }
    }

    private string WhyNot(Exception refused) => refused switch
    {
        DirectoryNotFoundException => $"the folder {Path.GetDirectoryName(ownedFile)} is missing",
        IOException held when Array.IndexOf(HeldByAnother, held.HResult) >= 0 =>
            $"another process delivers from these queues (it holds {ownedFile}); run both apps from one run file (fleet run -f), or let them share a pubsub.redis",
        _ => $"the queues cannot be had: {refused.Message}",
    };

    private async Task LoadAllAsync()
    {
        Own();
        await Engine.WriteAsync(SqliteBrokerTable.Create, CancellationToken.None);
        var (last, messages, groups) = await Engine.ReadAsync(
            connection => (SqliteBrokerTable.LastId(connection), SqliteBrokerTable.Topics(connection), SqliteBrokerTable.Groups(connection)),
            CancellationToken.None);
        lastId = last;
        foreach (var (topic, count, newest) in messages)
            Topic(topic).Restore(count, newest);
        foreach (var (id, topic, name) in groups)
            Topic(topic).Join(name, id);
    }
}
