using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.Resiliency;

/// <summary><c>GET /v1.0-fleet/resiliency</c>: the policies of a sidecar as they are now. Dapr has no such path.</summary>
public static class ResiliencyApi
{
    /// <summary>The path.</summary>
    public const string Path = "/v1.0-fleet/resiliency";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter<CircuitState>(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Reads an answer.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static SidecarResiliency? Read(string json) => JsonSerializer.Deserialize<SidecarResiliency>(json, Json);

    /// <summary>Writes answers as the API does, e.g. those of several sidecars.</summary>
    public static string Write(IReadOnlyList<SidecarResiliency> sidecars) => JsonSerializer.Serialize(sidecars, Json);

    internal static void Map(ApiRoutes routes) => routes.Map("GET", Path, call =>
        call.BytesAsync(JsonSerializer.SerializeToUtf8Bytes(Of(call), Json), contentType: "application/json"));

    private static SidecarResiliency Of(ApiCall call) =>
        new(call.Sidecar.AppId, call.Sidecar.Policies.Resources, call.Sidecar.Policies.Describe());
}

/// <summary>The policies of one sidecar.</summary>
/// <param name="AppId">Its app.</param>
/// <param name="Resources">Names of the Resiliency resources in force.</param>
/// <param name="Targets">Every target under a policy.</param>
public sealed record SidecarResiliency(string AppId, IReadOnlyList<string> Resources, IReadOnlyList<TargetStatus> Targets);
