#nullable enable
namespace Dapr.Client;

/// <summary>What an operation of a state transaction does.</summary>
public enum StateOperationType
{
    /// <summary>Adds or replaces a value.</summary>
    Upsert,

    /// <summary>Deletes a key.</summary>
    Delete,
}

/// <summary>One operation of a state transaction; <paramref name="value"/> is the serialized value.</summary>
public sealed class StateTransactionRequest(
    string key,
    byte[]? value,
    StateOperationType operationType,
    string? etag = null,
    IReadOnlyDictionary<string, string>? metadata = null,
    StateOptions? options = null)
{
    /// <summary>The options of this operation.</summary>
#pragma warning disable CA1051 // The genuine class has a field here.
    public StateOptions? Options = options;
#pragma warning restore CA1051

    /// <summary>The key.</summary>
    public string Key { get; } = key ?? throw new ArgumentNullException(nameof(key));

    /// <summary>The serialized value.</summary>
    public byte[]? Value { get; set; } = value;

    /// <summary>What to do with the key.</summary>
    public StateOperationType? OperationType { get; set; } = operationType;

    /// <summary>The ETag the key must have, or null.</summary>
    public string? ETag { get; set; } = etag;

    /// <summary>The metadata of this operation, for example <c>ttlInSeconds</c>.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; set; } = metadata;
}
