using System.Globalization;

namespace Fleet.Runtime.Resources;

/// <summary><c>spec.tracing</c> of a Configuration; null where it says nothing.</summary>
public sealed record TracingSpec
{
    /// <summary>No tracing.</summary>
    public static TracingSpec None { get; } = new();

    /// <summary>Share of the traces that are recorded, 0 to 1; null: Dapr's one in ten thousand.</summary>
    public double? SamplingRate { get; init; }

    /// <summary>Whether spans go to the log.</summary>
    public bool? Stdout { get; init; }

    /// <summary>Where Zipkin takes spans.</summary>
    public string? ZipkinEndpoint { get; init; }

    /// <summary>Where an OpenTelemetry collector takes spans: host and port, or a URL.</summary>
    public string? OtelEndpoint { get; init; }

    /// <summary><c>http</c> or <c>grpc</c>.</summary>
    public string? OtelProtocol { get; init; }

    /// <summary>Whether the collector speaks TLS; it does by default.</summary>
    public bool? OtelIsSecure { get; init; }

    /// <summary>Headers for the collector: <c>name=value</c>, separated by commas.</summary>
    public string? OtelHeaders { get; init; }

    /// <summary>How long the collector may take; null, or no time: ten seconds.</summary>
    public TimeSpan? OtelTimeout { get; init; }

    /// <summary>Whether anything is asked for.</summary>
    public bool IsOn => SamplingRate is not null || Stdout == true || ZipkinEndpoint is not null || OtelEndpoint is not null;

    /// <summary>This one with every part that <paramref name="next"/> has taken from there.</summary>
    public TracingSpec With(TracingSpec next) => new()
    {
        SamplingRate = next.SamplingRate ?? SamplingRate,
        Stdout = next.Stdout ?? Stdout,
        ZipkinEndpoint = next.ZipkinEndpoint ?? ZipkinEndpoint,
        OtelEndpoint = next.OtelEndpoint ?? OtelEndpoint,
        OtelProtocol = next.OtelProtocol ?? OtelProtocol,
        OtelIsSecure = next.OtelIsSecure ?? OtelIsSecure,
        OtelHeaders = next.OtelHeaders ?? OtelHeaders,
        OtelTimeout = next.OtelTimeout ?? OtelTimeout,
    };

    /// <summary>Whether a collector can be there: <c>host:port</c>, or a URL.</summary>
    internal static bool IsAddress(string text) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, UriKind.Absolute, out _);

    /// <summary>Whether it is <c>name=value</c>, or several of them with commas between.</summary>
    internal static bool AreHeaders(string text) => text.Length == 0 || text.Split(',').All(pair => pair.IndexOf('=', StringComparison.Ordinal) > 0);

    /// <summary>This one, completed by OpenTelemetry's variables; a collector that the Configuration names wins.</summary>
    public TracingSpec With(IReadOnlyDictionary<string, string> environment)
    {
        if (OtelEndpoint is not null || Either("ENDPOINT") is not { } endpoint || !IsAddress(endpoint))
            return this;
        return this with
        {
            OtelEndpoint = endpoint,
            OtelProtocol = Either("PROTOCOL")?.StartsWith("http", StringComparison.Ordinal) == true ? "http" : "grpc",
            OtelIsSecure = environment.GetValueOrDefault("OTEL_EXPORTER_OTLP_INSECURE") == "true" ? false : OtelIsSecure,
            OtelHeaders = Either("HEADERS") is { } headers && AreHeaders(headers) ? headers : OtelHeaders,
            OtelTimeout = int.TryParse(Either("TIMEOUT"), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? TimeSpan.FromMilliseconds(limit) : OtelTimeout,
            SamplingRate = SamplingRate ?? 1,
        };

        string? Either(string what) => Given($"OTEL_EXPORTER_OTLP_TRACES_{what}") ?? Given($"OTEL_EXPORTER_OTLP_{what}");

        string? Given(string name) => environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
    }
}
