namespace Fleet.Runtime.Configuration;

/// <summary>Who hears changes of a file's items. Of a key that changes again before it was told, only the last is told.</summary>
internal sealed class FileSubscription : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim due = new(0);
    private readonly CancellationTokenSource ending = new();
    private readonly Dictionary<string, ConfigurationItem?> untold = new(StringComparer.Ordinal);
    private readonly HashSet<string> keys;
    private readonly Func<string, ConfigurationItem?, Task> changed;
    private readonly Action<FileSubscription> ended;
    private readonly Task telling;

    /// <summary>Begins to tell.</summary>
    /// <param name="keys">The keys; none: all.</param>
    /// <param name="changed">Called with each change; sees to its own failures.</param>
    /// <param name="ended">Called when it is disposed.</param>
    public FileSubscription(IReadOnlyList<string> keys, Func<string, ConfigurationItem?, Task> changed, Action<FileSubscription> ended)
    {
        this.keys = new HashSet<string>(keys, StringComparer.Ordinal);
        this.changed = changed;
        this.ended = ended;
        telling = Task.Run(TellAsync);
    }

    /// <summary>Takes changes; those of other keys are passed over.</summary>
    public void Tell(IEnumerable<(string Key, ConfigurationItem? Item)> changes)
    {
        lock (gate)
        {
            foreach (var (key, item) in changes)
            {
                if (keys.Count > 0 && !keys.Contains(key))
                    continue;
                if (!untold.ContainsKey(key))
                    due.Release();
                untold[key] = item;
            }
        }
    }

    /// <summary>Takes no more at once; completes when what is being told has been told.</summary>
    public async ValueTask DisposeAsync()
    {
        ended(this);
        if (!ending.IsCancellationRequested)
            await ending.CancelAsync();
        await telling;
    }

    private async Task TellAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            await due.WaitAsync(ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ending.IsCancellationRequested)
                return;
            var (key, item) = Next();
            await changed(key, item);
        }
    }

    private (string Key, ConfigurationItem? Item) Next()
    {
        lock (gate)
        {
            var (key, item) = untold.First();
            untold.Remove(key);
            return (key, item);
        }
    }
}
