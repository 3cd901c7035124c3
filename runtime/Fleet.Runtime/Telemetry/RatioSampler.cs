using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Fleet.Runtime.Telemetry;

/// <summary>Dapr's choice of traces: what the parent records is recorded, of all else a share.</summary>
internal sealed class RatioSampler(double share) : Sampler
{
    private readonly TraceIdRatioBasedSampler chance = new(share);

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.ParentContext.TraceFlags.HasFlag(ActivityTraceFlags.Recorded)
            ? new SamplingResult(SamplingDecision.RecordAndSample)
            : chance.ShouldSample(samplingParameters);
}
