using Fleet.Runtime.Resources;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Fleet.Runtime.Telemetry;

/// <summary>Sends the spans of a sidecar where its Configuration wants them.</summary>
internal static class SpanExport
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Adds the exporters of <paramref name="spec"/>; spans carry the app id as <c>service.name</c>.</summary>
    public static TracerProviderBuilder AddTo(TracerProviderBuilder builder, TracingSpec spec, string appId, TimeProvider time, ILogger log)
    {
        builder.SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService(appId, autoGenerateServiceInstanceId: false));
        if (spec.Stdout == true)
            builder.AddProcessor(new SimpleActivityExportProcessor(new LogExporter(log)));
        if (spec.ZipkinEndpoint is { } zipkin)
            builder.AddProcessor(new BatchActivityExportProcessor(new ZipkinExporter(new Uri(zipkin), appId, time, log)));
        if (spec.OtelEndpoint is not null)
            builder.AddOtlpExporter(options => Configure(options, spec));
        return builder;
    }

    /// <summary>Where a collector is: a scheme in the address says more than <c>isSecure</c>.</summary>
    internal static Uri Address(TracingSpec spec)
    {
        var address = spec.OtelEndpoint!;
        var url = address.Contains("://", StringComparison.Ordinal) ? address : $"{(spec.OtelIsSecure == false ? "http" : "https")}://{address}";
        var uri = new Uri(url);
        return spec.OtelProtocol == "http" && uri.AbsolutePath == "/" ? new Uri(uri, "/v1/traces") : uri;
    }

    private static void Configure(OtlpExporterOptions options, TracingSpec spec)
    {
        options.Endpoint = Address(spec);
        options.Protocol = spec.OtelProtocol == "http" ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        options.Headers = spec.OtelHeaders ?? "";
        var patience = spec.OtelTimeout is { } given && given > TimeSpan.Zero ? given : Patience;
        options.TimeoutMilliseconds = (int)Math.Clamp(patience.TotalMilliseconds, 1, int.MaxValue);
    }
}
