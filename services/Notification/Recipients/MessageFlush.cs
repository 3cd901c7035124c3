using Fleet.Notification.Domain.Messages;

namespace Fleet.Notification.Recipients;

/// <summary>Somebody who follows messages: lists, dead letters, the broker, the due-date books. Turns may come again, and in any order.</summary>
public interface ITurnSink
{
    /// <summary>The turns it has durably; what fails is logged and comes again.</summary>
    Task<IReadOnlyList<RecipientTurn>> Take(IReadOnlyList<RecipientTurn> turns, CancellationToken cancellation);
}

/// <summary>
/// Brings what turns did to everybody who follows messages, many in one call. The sinks come in the order of their registration. Whoever gave the
/// order for a turn counts it as done only when it is among the answer, and repeats it until then.
/// </summary>
public sealed class MessageFlush(IEnumerable<ITurnSink> sinks)
{
    private readonly IReadOnlyList<ITurnSink> sinks = [.. sinks];

    /// <summary>The turns that everybody knows of now.</summary>
    public async Task<IReadOnlyList<RecipientTurn>> Flush(IReadOnlyList<RecipientTurn> turns, CancellationToken cancellation)
    {
        var left = turns;
        foreach (var sink in sinks)
        {
            if (left.Count == 0) break;
            left = await sink.Take(left, cancellation);
        }

        return left;
    }

    /// <summary>Brings one turn to everybody, or throws.</summary>
    public async Task Flush(RecipientTurn turn, CancellationToken cancellation)
    {
        if ((await Flush([turn], cancellation)).Count == 0) throw new InvalidOperationException($"What became of the messages of {turn.ActorId} could not be told to everybody.");
    }

    /// <summary>The lines of turns, without the failed ones' turns.</summary>
    internal static IReadOnlyList<RecipientTurn> Without(IReadOnlyList<RecipientTurn> turns, IReadOnlySet<string> failed) =>
        failed.Count == 0 ? turns : [.. turns.Where(turn => !turn.Lines.Any(line => failed.Contains(line.Id)))];
}

/// <summary>Keeps the lists of messages.</summary>
public sealed class ListSink(ServiceDefaults.Indexes.IndexClient<MessageLine> index, ILogger<ListSink> log) : ITurnSink
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecipientTurn>> Take(IReadOnlyList<RecipientTurn> turns, CancellationToken cancellation)
    {
        var shards = turns.SelectMany(turn => turn.Lines).GroupBy(line => index.ShardOf(line.Id)).Select(async shard =>
        {
            try
            {
                await index.Put(shard.Key, [.. shard.Select(MessageIndex.Item)], cancellation);
                return Array.Empty<string>();
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                log.LogWarning(failure, "{Count} messages could not be listed in shard {Shard}; they will come again", shard.Count(), shard.Key);
                return [.. shard.Select(line => line.Id)];
            }
        });
        var failed = (await Task.WhenAll(shards)).SelectMany(ids => ids).ToHashSet(StringComparer.Ordinal);
        return MessageFlush.Without(turns, failed);
    }
}
