using System.Text.Json;

namespace Dapr.Actors.Client;

/// <summary>How proxies call actors.</summary>
public class ActorProxyOptions
{
    private JsonSerializerOptions jsonSerializerOptions = new(JsonSerializerDefaults.Web);

    /// <summary>How arguments and results become JSON and back.</summary>
    public JsonSerializerOptions JsonSerializerOptions
    {
        get => jsonSerializerOptions;
        set => jsonSerializerOptions = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>The token to send with every call.</summary>
    public string DaprApiToken { get; set; } = DaprDefaults.ApiToken();

    /// <summary>The sidecar's HTTP endpoint.</summary>
    public string HttpEndpoint { get; set; } = DaprDefaults.HttpEndpoint();

    /// <summary>How long a call may take; 100 seconds if null.</summary>
    public TimeSpan? RequestTimeout { get; set; }

    /// <summary>Whether typed proxies send JSON; those of this SDK always do.</summary>
    public bool UseJsonSerialization { get; set; }
}
