using Fleet.Runtime.Components;

namespace Fleet.Runtime.Configuration;

/// <summary>Configuration items that an app reads and hears changes of.</summary>
public interface IConfigurationStore : IComponent
{
    /// <summary>The items of some keys, or of all when none is named; a key that is not there is left out.</summary>
    Task<IReadOnlyDictionary<string, ConfigurationItem>> GetAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>
    /// Begins to tell of changes of some keys, or of all when none is named; the subscription is in place when the task
    /// completes. Disposing what comes back ends it at once, and completes when what is being told has been told.
    /// </summary>
    /// <param name="keys">The keys; none: all.</param>
    /// <param name="changed">Called with a key and its item, null when it is gone; one change after the other.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<IAsyncDisposable> SubscribeAsync(IReadOnlyList<string> keys, Func<string, ConfigurationItem?, Task> changed, CancellationToken cancellationToken);
}

/// <summary>A configuration item.</summary>
/// <param name="Value">Its text.</param>
/// <param name="Version">Its version; empty: it has none.</param>
/// <param name="Metadata">What else the store knows of it; null: nothing.</param>
public sealed record ConfigurationItem(string Value, string Version = "", IReadOnlyDictionary<string, string>? Metadata = null);
