using System.Text.Json;

namespace Dapr.Client;

/// <summary>Builds a <see cref="DaprClient"/>; without settings it takes those of the environment.</summary>
public sealed class DaprClientBuilder
{
    private Uri httpEndpoint = new(DaprDefaults.HttpEndpoint());
    private JsonSerializerOptions jsonSerializerOptions = new(JsonSerializerDefaults.Web);
    private string apiToken = DaprDefaults.ApiToken();
    private TimeSpan timeout;
    private HttpMessageHandler transport;
    private TimeProvider time = TimeProvider.System;

    /// <summary>Sets the sidecar's HTTP endpoint; http or https.</summary>
    public DaprClientBuilder UseHttpEndpoint(string httpEndpoint)
    {
        this.httpEndpoint = Endpoint(httpEndpoint, nameof(httpEndpoint));
        return this;
    }

    /// <summary>Sets the sidecar's gRPC endpoint. This client speaks HTTP only: the value is checked, then unused.</summary>
    public DaprClientBuilder UseGrpcEndpoint(string grpcEndpoint)
    {
        _ = Endpoint(grpcEndpoint, nameof(grpcEndpoint));
        return this;
    }

    /// <summary>Sets how values become JSON and back; the default is <see cref="JsonSerializerDefaults.Web"/>.</summary>
    public DaprClientBuilder UseJsonSerializationOptions(JsonSerializerOptions options)
    {
        jsonSerializerOptions = options;
        return this;
    }

    /// <summary>Sets the token to send with every call.</summary>
    public DaprClientBuilder UseDaprApiToken(string apiToken)
    {
        this.apiToken = apiToken;
        return this;
    }

    /// <summary>Sets how long a call may take.</summary>
    public DaprClientBuilder UseTimeout(TimeSpan timeout)
    {
        this.timeout = timeout;
        return this;
    }

    /// <summary>Builds the client.</summary>
    public DaprClient Build()
    {
        var ownsHandler = transport is null;
        var handler = transport ?? SidecarHandler.Pooled();
        var client = new HttpClient(handler, disposeHandler: ownsHandler);
        if (timeout > TimeSpan.Zero)
        {
            client.Timeout = timeout;
        }

        return new HttpDaprClient(new SidecarHttp(client, httpEndpoint, apiToken), handler, jsonSerializerOptions, time);
    }

    internal DaprClientBuilder UseTransport(HttpMessageHandler transport, TimeProvider time)
    {
        this.transport = transport;
        this.time = time ?? this.time;
        return this;
    }

    private static Uri Endpoint(string value, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, parameter);
        var uri = new Uri(value, UriKind.Absolute);
        return uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps
            ? uri
            : throw new InvalidOperationException($"The endpoint '{value}' must use http or https.");
    }
}
