using Fleet.Runtime.Components;

namespace Fleet.Runtime.Mqtt;

/// <summary>The metadata fields by which a component names its broker; those of Dapr's MQTT components.</summary>
internal static class MqttMetadata
{
    private const int DefaultPort = 1883;
    private const int DefaultTlsPort = 8883;

    /// <summary>The fields.</summary>
    public static IReadOnlyList<MetadataField> Fields { get; } =
    [
        new("url", Required: true), new("consumerID", Required: true), new("cleanSession", FieldKind.Boolean), .. MqttTls.Fields,
    ];

    /// <summary>How a component's broker is reached.</summary>
    /// <param name="metadata">The component's.</param>
    /// <param name="role">Told apart in the client id: a broker takes one connection of each.</param>
    /// <exception cref="ComponentException">The metadata are wrong.</exception>
    public static MqttSettings Settings(ComponentMetadata metadata, string role)
    {
        var url = Url(metadata.Required("url"));
        var usesTls = UsesTls(url.Scheme);
        var login = url.UserInfo.Split(':', 2);
        return new MqttSettings(url.DnsSafeHost, url.Port > 0 ? url.Port : usesTls ? DefaultTlsPort : DefaultPort, $"{metadata.Required("consumerID")}-{role}")
        {
            Username = login[0].Length > 0 ? Uri.UnescapeDataString(login[0]) : null,
            Password = login.Length > 1 && login[1].Length > 0 ? Uri.UnescapeDataString(login[1]) : null,
            CleanSession = metadata.Boolean("cleanSession"),
            Tls = usesTls ? MqttTls.Options(metadata, url.DnsSafeHost) : null,
        };
    }

    private static bool UsesTls(string scheme) => scheme switch
    {
        "tcp" or "mqtt" => false,
        "ssl" or "mqtts" or "tcps" or "tls" => true,
        _ => throw new ComponentException($"metadata field url begins with {scheme}://, expected tcp:// or ssl://"),
    };

    // The text may hold a password, so it is not told.
    private static Uri Url(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Host.Length > 0
        ? url
        : throw new ComponentException("metadata field url is no address such as tcp://host:1883 or ssl://user:password@host:8883");
}
