namespace Dapr;

/// <summary>A metadata field of the endpoint's subscriptions.</summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
public class TopicMetadataAttribute : Attribute, IOriginalTopicMetadata
{
    /// <summary>A field of every topic of the endpoint.</summary>
    public TopicMetadataAttribute(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        Name = name;
        Value = value;
    }

    /// <summary>A field of the topics that own its id.</summary>
    public TopicMetadataAttribute(string id, string name, string value)
        : this(name, value)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        Id = id;
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Value { get; }
}
