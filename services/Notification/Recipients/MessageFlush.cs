using Fleet.Notification.Deliveries;
using Fleet.Notification.Domain;
using Fleet.ServiceDefaults.Registers;

namespace Fleet.Notification.Recipients;

/// <summary>
/// Brings what became of messages to everybody who follows them, many in one call. It can be repeated: whoever gave the order for a message
/// counts it as done only when this succeeded.
/// </summary>
public sealed class MessageFlush(RegisterClient<Delivery> register, ILogger<MessageFlush> log)
{
    /// <summary>Ids of the messages that everybody knows of now.</summary>
    public async Task<IReadOnlySet<string>> Flush(IReadOnlyList<RecipientTurn> turns, CancellationToken cancellation)
    {
        var all = turns.SelectMany(turn => turn.Lines.Select(line => (line.Id, Delivery: line.Delivery(), turn.Repeated))).ToList();
        var entries = all.Where(entry => entry.Delivery is { State: DeliveryStates.Delivered or DeliveryStates.Suppressed });
        var failed = await Task.WhenAll(entries.GroupBy(entry => register.ShardOf(entry.Delivery!.FineId)).Select(async shard =>
        {
            try
            {
                await register.Add(shard.Key, [.. shard.Select(entry => DeliveryRegister.Item(entry.Delivery!, entry.Repeated))], cancellation);
                return [];
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                log.LogWarning(failure, "{Count} deliveries could not be logged in shard {Shard}; their events will come again", shard.Count(), shard.Key);
                return shard.Select(entry => entry.Id);
            }
        }));
        var missing = failed.SelectMany(ids => ids).ToHashSet(StringComparer.Ordinal);
        return all.Select(entry => entry.Id).Where(id => !missing.Contains(id)).ToHashSet(StringComparer.Ordinal);
    }
}
