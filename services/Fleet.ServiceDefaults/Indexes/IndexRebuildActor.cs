using Dapr.Actors.Runtime;

namespace Fleet.ServiceDefaults.Indexes;

/// <summary>
/// Builds an index anew while it is read and changed: every row, read from whoever owns it, goes into a new generation beside the one that lists show.
/// It works in steps on a reminder and saves how far it is, so that a crash costs one step. A service derives its own actor type, with an
/// interface that names <see cref="Start"/> and <see cref="Progress"/>.
/// </summary>
public abstract class IndexRebuildActor<TRow>(ActorHost host, IndexClient<TRow> index, TimeProvider time) : Actor(host), IRemindable
{
    private const string Key = "rebuild";
    private const string Reminder = "step";
    private const int ChunksOfStep = 5;
    private const int ErasuresOfStep = 20;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>Starts, unless one is under way.</summary>
    public async Task<IndexRebuild> Start()
    {
        if (await Load() is { Phase: not IndexPhases.Done } running) return running;
        var heads = await index.Heads(CancellationToken.None);
        var started = new IndexRebuild(heads.Max(head => Math.Max(head.Current, head.Building ?? 0)) + 1, IndexPhases.Building, null, 0, time.GetUtcNow());
        // First the reminder: one that finds nothing to do takes itself away.
        await RegisterReminderAsync(Reminder, [], TimeSpan.Zero, Period);
        await Save(started);
        return started;
    }

    /// <summary>How far it is.</summary>
    public async Task<IndexRebuildFound> Progress() => new(await Load());

    /// <inheritdoc/>
    public async Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period)
    {
        var rebuild = await Load();
        var after = rebuild?.Phase switch
        {
            IndexPhases.Building => await Build(rebuild),
            IndexPhases.Erasing => await Erase(rebuild),
            _ => null,
        };
        if (after is not null) await Save(after);
        if (after is null or { Phase: IndexPhases.Done }) await UnregisterReminderAsync(Reminder);
    }

    /// <summary>The rows that follow in the list of all ids, as they are now.</summary>
    /// <param name="cursor">Where to go on; null for the beginning.</param>
    protected abstract Task<IndexChunk<TRow>> Next(string? cursor);

    private async Task<IndexRebuild> Build(IndexRebuild rebuild)
    {
        // Only rows that are read from now on are surely no older than a change that went to the old generation alone.
        await index.Begin(rebuild.Generation);
        for (var chunks = 0; chunks < ChunksOfStep; chunks++)
        {
            var chunk = await Next(rebuild.Cursor);
            await Task.WhenAll(chunk.Items.GroupBy(item => index.ShardOf(item.Id)).Select(shard =>
                index.Put(shard.Key, new IndexBatch<TRow>([.. shard], rebuild.Generation), CancellationToken.None)));
            rebuild = rebuild with { Cursor = chunk.Next, RowsRead = rebuild.RowsRead + chunk.Items.Count };
            if (chunk.Next is not null) continue;
            await index.Switch(rebuild.Generation);
            return rebuild with { Phase = IndexPhases.Erasing };
        }

        return rebuild;
    }

    private async Task<IndexRebuild> Erase(IndexRebuild rebuild)
    {
        for (var steps = 0; steps < ErasuresOfStep; steps++)
            if ((await index.Erase()).All(erased => erased.Pages == 0)) return rebuild with { Phase = IndexPhases.Done, FinishedAt = time.GetUtcNow() };
        return rebuild;
    }

    private async Task<IndexRebuild?> Load() =>
        await StateManager.TryGetStateAsync<IndexRebuild>(Key) is { HasValue: true } found ? found.Value : null;

    private async Task Save(IndexRebuild rebuild)
    {
        await StateManager.SetStateAsync(Key, rebuild);
        await SaveStateAsync();
    }
}
