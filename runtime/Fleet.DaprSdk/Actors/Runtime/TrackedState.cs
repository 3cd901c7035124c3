#nullable enable
namespace Dapr.Actors.Runtime;

/// <summary>What the next save has to do with a value.</summary>
internal enum StateChangeKind
{
    /// <summary>Nothing: it is as in the store.</summary>
    None,

    /// <summary>Write it; the store does not have it.</summary>
    Add,

    /// <summary>Write it; the store may have it.</summary>
    Update,

    /// <summary>Delete it.</summary>
    Remove,
}

/// <summary>A value in an actor's memory.</summary>
internal sealed class TrackedState(Type type, object? value, StateChangeKind change, DateTimeOffset? expiry)
{
    public Type Type { get; } = type;

    public object? Value { get; } = value;

    public StateChangeKind Change { get; set; } = change;

    public DateTimeOffset? Expiry { get; } = expiry;
}
