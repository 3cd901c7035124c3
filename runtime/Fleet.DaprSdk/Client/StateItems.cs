#nullable enable
namespace Dapr.Client;

/// <summary>One key of a bulk read, its value as JSON text.</summary>
public readonly struct BulkStateItem(string key, string value, string etag)
{
    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>The value as JSON text; empty if there is none.</summary>
    public string Value { get; } = value;

    /// <summary>The ETag; empty if there is none.</summary>
    public string ETag { get; } = etag;
}

/// <summary>One key of a bulk read, its value deserialized.</summary>
public readonly struct BulkStateItem<TValue>(string key, TValue value, string etag)
{
    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>The value; the type's default if there is none.</summary>
    public TValue Value { get; } = value;

    /// <summary>The ETag; empty if there is none.</summary>
    public string ETag { get; } = etag;
}

/// <summary>One key of a bulk save.</summary>
public readonly struct SaveStateItem<TValue>(
    string key,
    TValue value,
    string etag,
    StateOptions? stateOptions = null,
    IReadOnlyDictionary<string, string>? metadata = null)
{
    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>The value.</summary>
    public TValue Value { get; } = value;

    /// <summary>The ETag the key must have, or null.</summary>
    public string ETag { get; } = etag;

    /// <summary>The options of this key.</summary>
    public StateOptions? StateOptions { get; } = stateOptions;

    /// <summary>The metadata of this key, for example <c>ttlInSeconds</c>.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; } = metadata;
}

/// <summary>One key of a bulk delete.</summary>
public readonly struct BulkDeleteStateItem(
    string key,
    string etag,
    StateOptions? stateOptions = null,
    IReadOnlyDictionary<string, string>? metadata = null)
{
    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>The ETag the key must have, or null.</summary>
    public string ETag { get; } = etag;

    /// <summary>The options of this key.</summary>
    public StateOptions? StateOptions { get; } = stateOptions;

    /// <summary>The metadata of this key.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; } = metadata;
}
