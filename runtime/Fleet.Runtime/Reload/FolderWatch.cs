using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Reload;

/// <summary>
/// Says when something in some folders has changed and has been quiet for a moment: editors write in several steps. A
/// folder that cannot be watched, or went away, is looked at again and again until it can.
/// </summary>
internal sealed class FolderWatch : IAsyncDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan UntilNextLook = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, FileSystemWatcher?> watchers = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Func<Task> changed;
    private readonly ILogger log;
    private ITimer? timer;
    private Task telling = Task.CompletedTask;
    private bool isEnded;

    public FolderWatch(TimeProvider time, Func<Task> changed, ILogger log) => (this.time, this.changed, this.log) = (time, changed, log);

    /// <summary>Watches folders, beside those that it watches already.</summary>
    public void Watch(IEnumerable<string> folders)
    {
        lock (gate)
        {
            foreach (var folder in folders)
                watchers.TryAdd(folder, null);
            Attach_NeedsLock();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task last;
        lock (gate)
        {
            isEnded = true;
            foreach (var watcher in watchers.Values)
                watcher?.Dispose();
            timer?.Dispose();
            last = telling;
        }

        await last;
    }

    private void Attach_NeedsLock()
    {
        foreach (var folder in watchers.Where(watcher => watcher.Value is null).Select(watcher => watcher.Key).ToList())
            watchers[folder] = TryWatch(folder);
        if (watchers.ContainsValue(null))
            Arm_NeedsLock(UntilNextLook);
    }

    private FileSystemWatcher? TryWatch(string folder)
    {
        if (!Directory.Exists(folder))
            return null;
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(folder);
            watcher.Changed += (_, _) => Touch();
            watcher.Created += (_, _) => Touch();
            watcher.Deleted += (_, _) => Touch();
            watcher.Renamed += (_, _) => Touch();
            watcher.Error += (_, _) => Touch();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception refused) when (refused is IOException or ArgumentException)
        {
            log.LogDebug("{Folder} cannot be watched, it is looked at every {Seconds} s: {Reason}", folder, UntilNextLook.TotalSeconds, refused.Message);
            watcher?.Dispose();
            return null;
        }
    }

    private void Touch()
    {
        lock (gate)
            Arm_NeedsLock(Quiet);
    }

    private void Arm_NeedsLock(TimeSpan wait)
    {
        if (isEnded)
            return;
        timer ??= time.CreateTimer(_ => Tell(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void Tell()
    {
        lock (gate)
        {
            if (isEnded)
                return;
            foreach (var (folder, watcher) in watchers.Where(watcher => watcher.Value is not null && !Directory.Exists(watcher.Key)).ToList())
            {
                watcher!.Dispose();
                watchers[folder] = null;
            }

            Attach_NeedsLock();
            var before = telling;
            // Not here: reading the files would hold up, under the lock, all who say that something changed.
            telling = Task.Run(() => TellAsync(before));
        }
    }

    private async Task TellAsync(Task before)
    {
        await before;
        try
        {
            await changed();
        }
        catch (Exception failure)
        {
            log.LogError(failure, "The changed resource files could not be put in force");
        }
    }
}
