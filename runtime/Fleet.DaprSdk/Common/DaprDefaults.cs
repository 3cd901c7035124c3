#nullable enable
using Microsoft.Extensions.Configuration;

namespace Dapr;

/// <summary>
/// Where the sidecar is and which token it wants: from the configuration first, then from the environment that
/// <c>dapr run</c> sets, then Dapr's own defaults.
/// </summary>
internal static class DaprDefaults
{
    private const string DefaultHttpPort = "3500";
    private const string DefaultGrpcPort = "50001";

    public static string HttpEndpoint(IConfiguration? configuration = null) =>
        Endpoint(configuration, "DAPR_HTTP_ENDPOINT", "DAPR_HTTP_PORT", DefaultHttpPort);

    public static string GrpcEndpoint(IConfiguration? configuration = null) =>
        Endpoint(configuration, "DAPR_GRPC_ENDPOINT", "DAPR_GRPC_PORT", DefaultGrpcPort);

    public static string ApiToken(IConfiguration? configuration = null) =>
        Value(configuration, "DAPR_API_TOKEN") ?? string.Empty;

    public static string AppApiToken() => Value(null, "APP_API_TOKEN") ?? string.Empty;

    private static string Endpoint(IConfiguration? configuration, string endpointName, string portName, string defaultPort)
    {
        if (Value(configuration, endpointName) is { } endpoint && !string.IsNullOrWhiteSpace(endpoint))
        {
            var uri = new Uri(endpoint);
            return $"{uri.Scheme}://{uri.Authority}/";
        }

        var port = Value(configuration, portName);
        return $"http://127.0.0.1:{(string.IsNullOrWhiteSpace(port) ? defaultPort : port)}/";
    }

    private static string? Value(IConfiguration? configuration, string name) =>
        configuration?[name] ?? Environment.GetEnvironmentVariable(name);
}
