using System.Globalization;
using System.Text;
using Fleet.Runtime.Inspection;
using Fleet.Runtime.Resiliency;

namespace Fleet.Runtime.Testing;

/// <summary>What a host looks like at the moment when a test has waited in vain.</summary>
internal static class WaitReport
{
    private const int Most = 10;

    /// <summary>The report, many lines.</summary>
    public static async Task<string> WriteAsync(FleetTestHost host, string expression, TimeSpan waited, TimeSpan? virtually)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"After {waited.TotalSeconds:0.#} s").Append(virtually is { } moved ? $" ({moved:c} on the virtual clock)" : "")
            .Append(" this does not hold: ").AppendLine(expression);
        Part(text, "apps that are not ready", [.. host.Runtime.Sidecars.Where(sidecar => !sidecar.IsAppReady).Select(sidecar => sidecar.AppId)]);
        Part(text, "calls", [.. host.AllCalls.Select(call => $"{call.At:HH:mm:ss.fff} {call.App} {call.Method} {call.Path} {(call.Status == 0 ? "no answer" : call.Status)}")]);
        Part(text, "thrown", [.. host.AllFailures.Select(thrown => $"{thrown.At:HH:mm:ss.fff} {thrown.App} {thrown.Exception.GetType().Name}: {thrown.Exception.Message}")]);
        Part(text, "queues", [.. (await host.Inspect.QueuesAsync()).Select(queue => $"{queue.PubSub}/{queue.Topic} for {queue.Group}: {queue.Waiting} wait, {queue.InFlight} are being delivered")]);
        Part(text, "breakers", [.. new RuntimeInspector(host.Runtime).Targets().SelectMany(Breakers)]);
        Part(text, "faults", [.. host.Faults.Rules.Select(fault => $"{fault.Rule.Id} {fault.Rule.Kind} {fault.Rule.Operation} {fault.Rule.Target} acted {fault.Acted} times")]);
        return text.ToString();
    }

    private static IEnumerable<string> Breakers(KeyValuePair<string, TargetStatus> target) =>
        target.Value.Breakers.Select(breaker => $"{target.Key} to {target.Value.Target} ({breaker.Scope}): {breaker.State.Word()}, {breaker.ConsecutiveFailures} failures in a row");

    private static void Part(StringBuilder text, string title, IReadOnlyList<string> lines)
    {
        text.Append(title).Append(": ").Append(lines.Count == 0 ? "none" : lines.Count > Most ? $"{lines.Count}, the last {Most}" : "").AppendLine();
        foreach (var line in lines.TakeLast(Most))
            text.Append("  ").AppendLine(line);
    }
}
