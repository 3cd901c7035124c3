using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace Fleet.Runtime.Telemetry;

/// <summary><c>stdout: true</c>: every span as a line of the sidecar's log.</summary>
internal sealed class LogExporter(ILogger log) : BaseExporter<Activity>
{
    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Activity> batch)
    {
        foreach (var span in batch)
        {
            log.LogInformation(
                "[{Name}] Trace: {Trace} Span: {Parent}/{Span} Time: [{Start:o} -> {End:o}]",
                span.DisplayName, span.TraceId, span.ParentSpanId, span.SpanId, span.StartTimeUtc, span.StartTimeUtc + span.Duration);
        }

        return ExportResult.Success;
    }
}
