namespace Fleet.Runtime.Resources;

/// <summary>What the resource files of one sidecar declare, before scopes are applied.</summary>
public sealed record ResourceSet(
    IReadOnlyList<ComponentSpec> Components,
    IReadOnlyList<SubscriptionSpec> Subscriptions,
    IReadOnlyList<ResiliencySpec> Resiliencies,
    IReadOnlyList<HttpEndpointSpec> HttpEndpoints,
    IReadOnlyList<ResourceMistake> Mistakes)
{
    /// <summary>No resources at all.</summary>
    public static ResourceSet Empty { get; } = new([], [], [], [], []);
}

/// <summary>Where in the files something stands.</summary>
/// <param name="File">Path as it was given.</param>
/// <param name="Line">Line, from 1.</param>
public readonly record struct ResourceLocation(string File, int Line);

/// <summary>A mistake in a resource file.</summary>
/// <param name="Where">File and line.</param>
/// <param name="Field">Path of the field, e.g. <c>spec.metadata[2].name</c>.</param>
/// <param name="Message">What was found and what was expected.</param>
/// <param name="Fatal">True when daprd, too, would not start with it.</param>
public sealed record ResourceMistake(ResourceLocation Where, string Field, string Message, bool Fatal = false)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Where.File}:{Where.Line}: {Field}: {Message}";
}
