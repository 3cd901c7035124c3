using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Fleet.Runtime.Resources;

/// <summary>Reads <c>spec.tracing</c>.</summary>
internal static class TracingReader
{
    public static TracingSpec Read(FieldReader spec)
    {
        if (spec.Object("tracing") is not { } tracing)
            return TracingSpec.None;
        var (zipkin, otel) = (tracing.Object("zipkin"), tracing.Object("otel"));
        var read = new TracingSpec
        {
            SamplingRate = tracing.Read("samplingRate", "a number from 0 to 1", Share),
            Stdout = tracing.Boolean("stdout"),
            ZipkinEndpoint = zipkin?.Read("endpointAddress", "an http or https URL", Url),
            OtelEndpoint = otel?.Read("endpointAddress", "host:port, or a URL", Collector) is { Length: > 0 } address ? address : null,
            OtelProtocol = otel?.OneOf("protocol", "http", "grpc"),
            OtelIsSecure = otel?.Boolean("isSecure"),
            OtelHeaders = otel?.Read("headers", "text such as name=value,name=value, or a list of name and value", Headers),
            OtelTimeout = otel?.Duration("timeout"),
        };
        if (read.OtelEndpoint is not null && read.OtelProtocol is null)
        {
            otel!.Report("protocol", "is missing, expected http or grpc; without it no span is exported");
            read = read with { OtelEndpoint = null };
        }

        zipkin?.Done();
        otel?.Done();
        tracing.Done();
        return read;
    }

    private static double? Share(YamlNode node) =>
        double.TryParse((node as YamlScalarNode)?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1 ? share : null;

    private static string? Collector(YamlNode node) =>
        (node as YamlScalarNode)?.Value is { } address && (address.Length == 0 || TracingSpec.IsAddress(address)) ? address : null;

    private static string? Url(YamlNode node) =>
        YamlScalar.Text(node) is { } text && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? text : null;

    private static string? Headers(YamlNode node) => node switch
    {
        YamlSequenceNode list => string.Join(',', list.Children.OfType<YamlMappingNode>().Select(item => $"{Field(item, "name")}={Field(item, "value")}")),
        _ => YamlScalar.Text(node) is { } text && TracingSpec.AreHeaders(text) ? text : null,
    };

    private static string Field(YamlMappingNode item, string name) => item.Children.TryGetValue(name, out var value) ? YamlScalar.AsText(value) ?? "" : "";
}
