namespace Dapr.Client;

/// <summary>A value of a configuration store.</summary>
public class ConfigurationItem(string value, string version, IReadOnlyDictionary<string, string> metadata)
{
    /// <summary>The value.</summary>
    public string Value { get; } = value;

    /// <summary>The version of the value, if the store keeps one.</summary>
    public string Version { get; } = version;

    /// <summary>What the store says beside.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; } = metadata;
}

/// <summary>The values found in a configuration store.</summary>
public class GetConfigurationResponse(IReadOnlyDictionary<string, ConfigurationItem> items)
{
    /// <summary>The values by key; keys that the store does not have are missing.</summary>
    public IReadOnlyDictionary<string, ConfigurationItem> Items { get; } = items;
}
