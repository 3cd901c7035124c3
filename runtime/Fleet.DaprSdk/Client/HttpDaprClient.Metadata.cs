#nullable enable
using System.Text;

namespace Dapr.Client;

internal sealed partial class HttpDaprClient
{
    public override async Task<DaprMetadata> GetMetadataAsync(CancellationToken cancellationToken = default)
    {
        var metadata = await ReadAsync<Metadata>("Get metadata", "/v1.0/metadata", cancellationToken);
        var actors = metadata.ActorRuntime?.ActiveActors ?? metadata.Actors ?? [];
        return new DaprMetadata(
            metadata.Id ?? string.Empty,
            [.. actors.Select(actor => new DaprActorMetadata(actor.Type, actor.Count))],
            metadata.Extended ?? [],
            [.. (metadata.Components ?? []).Select(component =>
                new DaprComponentsMetadata(component.Name, component.Type, component.Version, component.Capabilities ?? []))]);
    }

    public override async Task SetMetadataAsync(
        string attributeName,
        string attributeValue,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(attributeName);
        var path = $"/v1.0/metadata/{SidecarUri.Escape(attributeName)}";
        var request = sidecar.Request(HttpMethod.Put, path, Encoding.UTF8.GetBytes(attributeValue), "text/plain");
        using var response = await SendAsync("Set metadata", request, cancellationToken);
    }

    /// <summary>The sidecar's metadata, of which the client gives on a part; older sidecars tell the actors at the top.</summary>
    private sealed record Metadata
    {
        public string? Id { get; init; }

        public ActorRuntimeState? ActorRuntime { get; init; }

        public List<ActiveActors>? Actors { get; init; }

        public Dictionary<string, string>? Extended { get; init; }

        public List<Component>? Components { get; init; }
    }

    private sealed record ActorRuntimeState(List<ActiveActors>? ActiveActors);

    private sealed record ActiveActors(string Type, int Count);

    private sealed record Component(string Name, string Type, string Version, string[]? Capabilities);
}
