namespace Dapr.Client;

/// <summary>What the sidecar says about itself.</summary>
public sealed class DaprMetadata(
    string id,
    IReadOnlyList<DaprActorMetadata> actors,
    IReadOnlyDictionary<string, string> extended,
    IReadOnlyList<DaprComponentsMetadata> components)
{
    /// <summary>The app id.</summary>
    public string Id { get; } = id;

    /// <summary>The actor types and how many of each are active.</summary>
    public IReadOnlyList<DaprActorMetadata> Actors { get; } = actors;

    /// <summary>The attributes, own ones included.</summary>
    public IReadOnlyDictionary<string, string> Extended { get; } = extended;

    /// <summary>The components loaded.</summary>
    public IReadOnlyList<DaprComponentsMetadata> Components { get; } = components;
}

/// <summary>An actor type that the app hosts.</summary>
public sealed class DaprActorMetadata(string type, int count)
{
    /// <summary>The actor type's name.</summary>
    public string Type { get; } = type;

    /// <summary>How many are active.</summary>
    public int Count { get; } = count;
}

/// <summary>A component that the sidecar has loaded.</summary>
public sealed class DaprComponentsMetadata(string name, string type, string version, string[] capabilities)
{
    /// <summary>The component's name.</summary>
    public string Name { get; } = name;

    /// <summary>The component's type, for example <c>state.redis</c>.</summary>
    public string Type { get; } = type;

    /// <summary>The version of the type.</summary>
    public string Version { get; } = version;

    /// <summary>What the component can do.</summary>
    public string[] Capabilities { get; } = capabilities;
}
