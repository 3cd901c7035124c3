using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Scheduler;

/// <summary>
/// Calls targets at their time, again while a call fails, and keeps what is to come in a store. An item whose target is
/// not there waits for it. Calls that were missed meanwhile are made once. A call may come twice when the runtime dies
/// between the call and the note of it.
/// </summary>
public sealed partial class DurableScheduler : IAsyncDisposable
{
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TargetSlot> targets = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly IScheduleStore store;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly DueQueue<Entry> queue;
    private readonly Task loaded;
    private readonly BackgroundTasks running = new();

    /// <summary>Starts with what <paramref name="store"/> holds.</summary>
    public DurableScheduler(IScheduleStore store, TimeProvider time, ILogger log)
    {
        this.store = store;
        this.time = time;
        this.log = log;
        queue = new DueQueue<Entry>(time, Fire);
        loaded = LoadAsync();
    }

    /// <summary>Completes when what the store holds has been read, or could not be.</summary>
    public Task WhenLoaded => loaded;

    /// <summary>Keeps an item and calls its target when it is due. Durable when the task completes.</summary>
    /// <returns>False: there is an item of that key, and <paramref name="overwrite"/> is not set.</returns>
    public async Task<bool> AddAsync(ScheduledItem item, bool overwrite)
    {
        await loaded;
        var entry = new Entry(item);
        Entry? before;
        Task saving;
        lock (gate)
        {
            if (!overwrite && entries.ContainsKey(item.Key))
                return false;
            before = Forget_NeedsLock(item.Key);
            entries[item.Key] = entry;
            saving = store.SaveAsync(item);
        }

        try
        {
            await saving;
        }
        catch
        {
            Restore(item.Key, instead: entry, before);
            throw;
        }

        Enqueue(entry, item.Due);
        return true;
    }

    /// <summary>The item of that key, as it stands; null: there is none.</summary>
    public async Task<ScheduledItem?> FindAsync(string key)
    {
        await loaded;
        lock (gate)
            return entries.TryGetValue(key, out var entry) ? entry.Item : null;
    }

    /// <summary>Removes an item; a call in progress goes on, but is the last.</summary>
    public async Task DeleteAsync(string key)
    {
        await loaded;
        Entry? deleted;
        Task deleting;
        lock (gate)
        {
            deleted = Forget_NeedsLock(key);
            if (deleted is null)
                return;
            deleting = store.DeleteAsync(key);
        }

        try
        {
            await deleting;
        }
        catch
        {
            Restore(key, instead: null, deleted);
            throw;
        }
    }

    /// <summary>
    /// Makes <paramref name="target"/> the one that is called under <paramref name="name"/>, until the result is
    /// disposed. Several of one name take turns.
    /// </summary>
    public IDisposable Attach(string name, IScheduledTarget target)
    {
        List<Entry> waiting;
        lock (gate)
        {
            if (!targets.TryGetValue(name, out var slot))
                targets.Add(name, slot = new TargetSlot());
            slot.Attached = [.. slot.Attached, target];
            waiting = [.. slot.Waiting];
            slot.Waiting.Clear();
        }

        foreach (var entry in waiting)
            Enqueue(entry, entry.Item.Due);
        return new Attachment(this, name, target);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        queue.Dispose();
        await running.WhenDoneAsync();
        // Who started the scheduler has been told if it could not read its store.
        await loaded.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await store.DisposeAsync();
        stopping.Dispose();
    }

    private async Task LoadAsync()
    {
        foreach (var item in await store.LoadAsync(stopping.Token))
        {
            var entry = new Entry(item) { MayBeLate = true };
            lock (gate)
                entries[item.Key] = entry;
            Enqueue(entry, item.Due);
        }
    }

    private void Enqueue(Entry entry, DateTimeOffset due)
    {
        lock (gate)
        {
            if (IsCurrent_NeedsLock(entry))
                entry.Waits = queue.Add(entry, due);
        }
    }

    private bool IsCurrent_NeedsLock(Entry entry) => entries.TryGetValue(entry.Item.Key, out var current) && current == entry;

    // What the store did not take has not happened: what was there before goes on.
    private void Restore(string key, Entry? instead, Entry? before)
    {
        lock (gate)
        {
            if (entries.GetValueOrDefault(key) != instead)
                return;
            entries.Remove(key);
            if (before is not null)
                entries[key] = before;
        }

        if (before is not null)
            Enqueue(before, before.Item.Due);
    }

    private Entry? Forget_NeedsLock(string key)
    {
        if (!entries.Remove(key, out var entry))
            return null;
        if (entry.Waits is { } waits)
            queue.Cancel(waits);
        if (targets.TryGetValue(entry.Item.Target, out var slot))
            slot.Waiting.Remove(entry);
        return entry;
    }

    private void Detach(string name, IScheduledTarget target)
    {
        lock (gate)
            targets[name].Attached = [.. targets[name].Attached.Where(attached => attached != target)];
    }

    /// <summary>An item and where it is: in the queue, waiting for its target, or being called.</summary>
    private sealed class Entry(ScheduledItem item)
    {
        public ScheduledItem Item { get; set; } = item;
        public DueEntry<Entry>? Waits { get; set; }
        public int FailedTries { get; set; }

        /// <summary>It may have missed calls while the runtime or its target was away.</summary>
        public bool MayBeLate { get; set; }
    }

    /// <summary>Who is called under a name, and what waits while nobody is.</summary>
    private sealed class TargetSlot
    {
        private int turn;

        public IScheduledTarget[] Attached { get; set; } = [];
        public HashSet<Entry> Waiting { get; } = [];

        public IScheduledTarget? Next() => Attached.Length == 0 ? null : Attached[(int)((uint)turn++ % Attached.Length)];
    }

    private sealed class Attachment(DurableScheduler scheduler, string name, IScheduledTarget target) : IDisposable
    {
        public void Dispose() => scheduler.Detach(name, target);
    }
}
