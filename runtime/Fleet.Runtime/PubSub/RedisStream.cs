using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Fleet.Runtime.Redis;

namespace Fleet.Runtime.PubSub;

/// <summary>A message of a stream.</summary>
/// <param name="Id">Id in the stream.</param>
/// <param name="Message">What was published.</param>
internal sealed record StreamMessage(string Id, BrokerMessage Message);

/// <summary>A topic as a Redis stream with one consumer group: fields <c>data</c> and <c>metadata</c>, as Dapr's own component has them.</summary>
internal sealed class RedisStream(RedisClient client, string topic, RedisPubSubOptions options)
{
    /// <summary>Longest time that one read waits for messages.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>The command that adds a message.</summary>
    public static RedisCommand Add(string topic, BrokerMessage message, int maxLength)
    {
        RedisArgument[] length = maxLength > 0 ? ["MAXLEN", "~", maxLength] : [];
        return new RedisCommand(["XADD", topic, .. length, "*", "data", message.Data, "metadata", JsonSerializer.SerializeToUtf8Bytes(message.Metadata)]);
    }

    /// <summary>Makes the group; it gets all that the stream holds.</summary>
    public async Task CreateGroupAsync(CancellationToken cancellationToken)
    {
        var replies = await client.SendAllAsync([new RedisCommand("XGROUP", "CREATE", topic, options.Group, "0", "MKSTREAM")], cancellationToken);
        if (replies[0].Error is not (null or { Prefix: "BUSYGROUP" }))
            replies[0].OrThrow();
    }

    /// <summary>A connection for <see cref="ReadAsync"/>.</summary>
    public Task<RedisConnection> OpenAsync(CancellationToken cancellationToken) => client.OpenOwnAsync(LongestWait, cancellationToken);

    /// <summary>New messages; waits for some, but not for ever.</summary>
    public async Task<List<StreamMessage>> ReadAsync(RedisConnection connection, CancellationToken cancellationToken)
    {
        var command = new RedisCommand(
            "XREADGROUP", "GROUP", options.Group, options.Group, "COUNT", options.QueueDepth, "BLOCK", (long)LongestWait.TotalMilliseconds, "STREAMS", topic, ">");
        var reply = (await connection.SendAsync([command], cancellationToken))[0].OrThrow();
        return [.. reply.Items.SelectMany(stream => stream.Items[1].Items).Select(Message)];
    }

    /// <summary>
    /// Messages that have been pending for too long, claimed anew page by page: those that fail for ever do not hide the
    /// later ones. What the stream has lost is let go.
    /// </summary>
    public async IAsyncEnumerable<List<StreamMessage>> ReclaimAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var from = "-";
        while (true)
        {
            var page = (await client.SendAsync(cancellationToken, "XPENDING", topic, options.Group, from, "+", options.QueueDepth)).Items;
            yield return await ClaimAsync(page, cancellationToken);
            if (page.Count < options.QueueDepth)
                yield break;
            from = IdAfter(page[^1].Items[0].Text);
        }
    }

    /// <summary>Takes a message off the group's list.</summary>
    public Task AcknowledgeAsync(string id) => client.SendAsync(CancellationToken.None, "XACK", topic, options.Group, id);

    private async Task<List<StreamMessage>> ClaimAsync(IReadOnlyList<RedisReply> pending, CancellationToken cancellationToken)
    {
        var late = pending.Where(entry => entry.Items[2].Number >= options.ProcessingTimeout.TotalMilliseconds).Select(entry => entry.Items[0].Text).ToList();
        if (late.Count == 0)
            return [];
        RedisArgument[] command =
            ["XCLAIM", topic, options.Group, options.Group, (long)options.ProcessingTimeout.TotalMilliseconds, .. late.Select(id => (RedisArgument)id)];
        var claimed = (await client.SendAsync(cancellationToken, command)).Items.Where(item => item.Items.Count == 2).Select(Message).ToList();
        await LetGoAsync(late.Except(claimed.Select(message => message.Id)), cancellationToken);
        return claimed;
    }

    // Servers before 6.2 know no range without its first id. An id is a time and a number.
    private static string IdAfter(string id)
    {
        var parts = id.Split('-');
        var (time, number) = (ulong.Parse(parts[0], CultureInfo.InvariantCulture), ulong.Parse(parts[1], CultureInfo.InvariantCulture));
        return number < ulong.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"{time}-{number + 1}")
            : string.Create(CultureInfo.InvariantCulture, $"{time + 1}-0");
    }

    // What was not claimed was taken by another instance meanwhile, or the stream no longer has it.
    private async Task LetGoAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            var found = await client.SendAsync(cancellationToken, "XRANGE", topic, id, id);
            if (found.Items.Count == 0)
                await AcknowledgeAsync(id);
        }
    }

    private static StreamMessage Message(RedisReply entry)
    {
        var fields = entry.Items[1].Items;
        ReadOnlyMemory<byte> data = default;
        var metadata = BrokerMessage.NoMetadata;
        for (var i = 0; i + 1 < fields.Count; i += 2)
        {
            switch (fields[i].Text)
            {
                case "data": data = fields[i + 1].Bytes; break;
                case "metadata": metadata = Metadata(fields[i + 1].Bytes.Span); break;
            }
        }

        return new StreamMessage(entry.Items[0].Text, new BrokerMessage(data, metadata));
    }

    private static IReadOnlyDictionary<string, string> Metadata(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(json) is { Count: > 0 } metadata ? metadata : BrokerMessage.NoMetadata;
        }
        catch (JsonException)
        {
            // Whoever else writes to the stream may keep something of its own there.
            return BrokerMessage.NoMetadata;
        }
    }
}
