namespace Dapr.Actors.Runtime;

/// <summary>A value that may be missing.</summary>
public struct ConditionalValue<TValue>(bool hasValue, TValue value)
{
    /// <summary>Whether there is a value.</summary>
    public bool HasValue { get; } = hasValue;

    /// <summary>The value, or its type's default.</summary>
    public TValue Value { get; } = value;
}
