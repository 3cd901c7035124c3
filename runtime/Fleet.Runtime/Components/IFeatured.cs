namespace Fleet.Runtime.Components;

/// <summary>A component that can do more than its kind alone says; the metadata tell of it.</summary>
public interface IFeatured
{
    /// <summary>Names of features, as Dapr's metadata call them: <c>DELETE_WITH_PREFIX</c>, <c>MULTIPLE_KEY_VALUES_PER_SECRET</c>.</summary>
    IReadOnlyList<string> Features { get; }
}
