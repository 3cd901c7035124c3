using System.Collections.Immutable;
using Fleet.Runtime.Components;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Configuration;

/// <summary>
/// <c>configuration.file</c>, of the embedded runtime only: items in a YAML or JSON file. The file is looked at every
/// <c>pollInterval</c>; what has changed is told to subscribers when two looks in a row see the same. A file that cannot be read
/// or is empty leaves what was known.
/// </summary>
public sealed class FileConfigurationStore(ComponentContext context) : IConfigurationStore
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim looking = new(1);
    private string path = "";
    private ITimer? timer;
    private string text = "";
    private string glimpse = "";
    private string complaint = "";
    private IReadOnlyDictionary<string, ConfigurationItem> items = ImmutableDictionary<string, ConfigurationItem>.Empty;
    private ImmutableList<FileSubscription> subscriptions = [];

    /// <summary>How YAML names it, and the metadata it takes.</summary>
    public static ComponentType Type { get; } = new(
        "configuration.file",
        [new("path", Required: true), new("pollInterval", FieldKind.Duration)],
        context => new FileConfigurationStore(context));

    /// <inheritdoc/>
    public async Task InitAsync(CancellationToken cancellationToken)
    {
        path = Locate(context.Metadata.Required("path"));
        var interval = context.Metadata.Duration("pollInterval", TimeSpan.FromSeconds(1));
        if (interval <= TimeSpan.Zero)
            throw new ComponentException("metadata field pollInterval must be above zero");
        try
        {
            text = await File.ReadAllTextAsync(path, cancellationToken);
            items = ConfigurationFile.Parse(text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new ComponentException($"cannot read configuration items from {path}: {failure.Message}", failure);
        }

        timer = context.Shared.Time.CreateTimer(_ => _ = LookAsync(), state: null, interval, interval);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, ConfigurationItem>> GetAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(keys.Count == 0
                ? items
                : keys.Where(items.ContainsKey).Distinct(StringComparer.Ordinal).ToDictionary(key => key, key => items[key], StringComparer.Ordinal));
        }
    }

    /// <inheritdoc/>
    public Task<IAsyncDisposable> SubscribeAsync(IReadOnlyList<string> keys, Func<string, ConfigurationItem?, Task> changed, CancellationToken cancellationToken)
    {
        var subscription = new FileSubscription(keys, changed, ended =>
        {
            lock (gate)
                subscriptions = subscriptions.Remove(ended);
        });
        lock (gate)
            subscriptions = subscriptions.Add(subscription);
        return Task.FromResult<IAsyncDisposable>(subscription);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (timer is not null)
            await timer.DisposeAsync();
        // A look in progress is let end, and none begins after it.
        await looking.WaitAsync();
        ImmutableList<FileSubscription> left;
        lock (gate)
            left = subscriptions;
        foreach (var subscription in left)
            await subscription.DisposeAsync();
    }

    // The file lies beside the component files more often than beside the data, and is named from where one starts.
    private string Locate(string name)
    {
        var beside = context.Shared.ResolvePath(name);
        return File.Exists(beside) ? beside : Path.GetFullPath(name);
    }

    private async Task LookAsync()
    {
        if (!await looking.WaitAsync(TimeSpan.Zero))
            return;
        try
        {
            var read = await File.ReadAllTextAsync(path);
            // A file that is just being written is as yet half of what it will be, or nothing: who takes all items out leaves {}.
            var isWhole = read == glimpse && !string.IsNullOrWhiteSpace(read);
            glimpse = read;
            if (!isWhole || read == text)
                return;
            Take(ConfigurationFile.Parse(read));
            text = read;
            complaint = "";
        }
        catch (Exception failure)
        {
            // Nobody waits for a look: what goes unsaid here is never heard of.
            if (complaint != failure.Message)
                context.Log.LogWarning("Configuration store {Component} keeps what it knows: {Path} cannot be read: {Reason}", context.Name, path, failure.Message);
            complaint = failure.Message;
        }
        finally
        {
            looking.Release();
        }
    }

    private void Take(Dictionary<string, ConfigurationItem> now)
    {
        IReadOnlyDictionary<string, ConfigurationItem> before;
        ImmutableList<FileSubscription> listening;
        lock (gate)
        {
            before = items;
            items = now;
            listening = subscriptions;
        }

        var changes = now.Where(item => !before.TryGetValue(item.Key, out var old) || !AreAlike(old, item.Value)).Select(item => (item.Key, (ConfigurationItem?)item.Value))
            .Concat(before.Keys.Where(key => !now.ContainsKey(key)).Select(key => (key, (ConfigurationItem?)null)))
            .ToList();
        foreach (var subscription in listening)
            subscription.Tell(changes);
    }

    private static bool AreAlike(ConfigurationItem one, ConfigurationItem other) =>
        one with { Metadata = null } == other with { Metadata = null }
        && (one.Metadata ?? ImmutableDictionary<string, string>.Empty).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .SequenceEqual((other.Metadata ?? ImmutableDictionary<string, string>.Empty).OrderBy(pair => pair.Key, StringComparer.Ordinal));
}
