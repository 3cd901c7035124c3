using System.Diagnostics.Metrics;

namespace Fleet.VehicleTracking.Ingest;

/// <summary>
/// Counts what came over MQTT and will never be taken, by component and code: the metric <c>fleet.telemetry.refused</c>.
/// Nobody waits for an answer to such a message, so this is where a faulty device shows.
/// </summary>
internal sealed class TelemetryRefusals(IMeterFactory meters, ILogger<TelemetryRefusals> log)
{
    private readonly Counter<long> refused = meters.Create("Fleet.VehicleTracking").CreateCounter<long>("fleet.telemetry.refused", "{item}", "Items from MQTT that will never be taken.");

    public void Count(string component, IEnumerable<string> codes)
    {
        foreach (var (code, count) in codes.CountBy(code => code, StringComparer.Ordinal))
        {
            refused.Add(count, new("component", component), new("code", code));
            log.LogWarning("{Count} items of {Component} are refused for good: {Code}", count, component, code);
        }
    }
}
