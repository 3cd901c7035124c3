using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.Tests.Conformance.Replay;

/// <summary>Compares what a step showed with what the recording expects.</summary>
public static class Expectations
{
    private static readonly string[] OfAnAnswer = ["date", "content-length", "connection", "keep-alive"];
    private static readonly string[] OfACall = ["content-length", "accept-encoding"];

    /// <summary>Differences of an answer.</summary>
    public static IEnumerable<string> OfAnswer(JsonObject want, Answer got)
    {
        if (want["statusOneOf"] is JsonArray statuses)
            return statuses.Any(status => JsonNode.DeepEquals(status, got.Status)) ? [] : [$"status {got.Status} is none of {Matching.Text(statuses)}"];
        return
        [
            .. Matching.Differences(want["status"], got.Status, "status"),
            .. Headers(want, got.Headers, OfAnAnswer),
            .. want["body"] is JsonObject body ? Bodies.Differences(body, got.Body) : [],
            .. Within(want["ms"], got.Milliseconds, "took"),
        ];
    }

    /// <summary>Differences of answers to requests sent at one time.</summary>
    public static IEnumerable<string> OfParallel(JsonObject want, Answer[] got, double took)
    {
        var statuses = want["statuses"] is null ? [] : Matching.Differences(want["statuses"], new JsonArray([.. got.Select(answer => answer.Status.ToString()).Order(StringComparer.Ordinal).Select(status => JsonValue.Create(status))]), "statuses");
        var replies = (want["replies"] as JsonArray ?? []).SelectMany((reply, index) => OfAnswer((JsonObject)reply!, got[index]).Select(difference => $"[{index}] {difference}"));
        return [.. statuses, .. replies, .. Within(want["ms"], took, "took")];
    }

    /// <summary>Differences of the calls that an app got.</summary>
    public static IEnumerable<string> OfCalls(JsonObject want, List<ReceivedCall> got)
    {
        var differences = new List<string>();
        var (least, most) = ((int?)want["count"] ?? (int?)want["countMin"] ?? 0, (int?)want["count"] ?? (int?)want["countMax"] ?? int.MaxValue);
        if (got.Count < least || got.Count > most)
            differences.Add($"want {least} to {most} calls, got {got.Count}: {string.Join(", ", got.Select(call => $"{call.Method} {call.Target}").Take(12))}");
        var calls = (want["calls"] as JsonArray ?? []).Select(call => (JsonObject)call!).ToList();
        if ((bool?)want["allAlike"] == true && calls.Count > 0)
            calls = [.. Enumerable.Repeat(calls[0], got.Count)];
        differences.AddRange((bool?)want["unordered"] == true ? Unordered(calls, got) : Ordered(calls, got));
        foreach (var (bounds, index) in (want["gapsMs"] as JsonArray ?? []).Select((bounds, index) => (bounds, index)))
        {
            if (index + 1 < got.Count)
                differences.AddRange(Within(bounds, TimeProvider.System.GetElapsedTime(got[index].StartedAt, got[index + 1].StartedAt).TotalMilliseconds, $"gap {index} was"));
        }

        if (want["maxConcurrent"]?.GetValueKind() == JsonValueKind.Number && MostAtOnce(got) != (int)want["maxConcurrent"]!)
            differences.Add($"want {want["maxConcurrent"]} calls at one time, got {MostAtOnce(got)}");
        return differences;
    }

    /// <summary>Differences of what another step showed; only what it showed is compared.</summary>
    public static IEnumerable<string> OfState(JsonObject? want, JsonObject got)
    {
        return (want ?? []).Where(item => got.ContainsKey(item.Key)).SelectMany(item => Matching.Differences(item.Value, got[item.Key], item.Key));
    }

    private static IEnumerable<string> Ordered(List<JsonObject> want, List<ReceivedCall> got) =>
        want.Zip(got).SelectMany((pair, index) => OfCall(pair.First, pair.Second).Select(difference => $"call {index} {difference}"));

    private static List<string> Unordered(List<JsonObject> want, List<ReceivedCall> got)
    {
        var differences = new List<string>();
        var left = got.ToList();
        foreach (var call in want)
        {
            var index = left.FindIndex(item => !OfCall(call, item).Any());
            if (index >= 0)
                left.RemoveAt(index);
            else
                differences.Add($"no call like {Matching.Text(call)}; nearest: {string.Join("; ", left.Take(1).SelectMany(item => OfCall(call, item)))}");
        }

        return differences;
    }

    private static IEnumerable<string> OfCall(JsonObject want, ReceivedCall got) =>
    [
        .. want["method"] is { } method ? Matching.Differences(method, JsonValue.Create(got.Method), "method") : [],
        .. want["path"] is { } path ? Matching.Differences(path, JsonValue.Create(got.Target), "path") : [],
        .. Headers(want, got.Headers, OfACall),
        .. want["body"] is JsonObject body ? Bodies.Differences(body, got.Body) : [],
    ];

    private static IEnumerable<string> Headers(JsonObject want, IReadOnlyDictionary<string, string> got, string[] ignored)
    {
        foreach (var (name, value) in want["headers"] as JsonObject ?? [])
        {
            var text = got.TryGetValue(name, out var found) ? JsonValue.Create(found) : null;
            foreach (var difference in Matching.Differences(value, text, "header " + name))
                yield return difference;
        }

        if ((bool?)want["headersExact"] != true)
            yield break;
        foreach (var (name, value) in got)
        {
            if (!ignored.Contains(name) && want["headers"]?.AsObject().ContainsKey(name) != true)
                yield return $"header {name}: not expected ({value})";
        }
    }

    private static IEnumerable<string> Within(JsonNode? bounds, double milliseconds, string what) =>
        bounds is JsonArray { Count: 2 } pair && (milliseconds < (double)pair[0]! || milliseconds > (double)pair[1]!)
            ? [$"{what} {milliseconds:0} ms, want {Matching.Text(pair)}"]
            : [];

    private static int MostAtOnce(List<ReceivedCall> calls)
    {
        var (now, most) = (0, 0);
        foreach (var (_, change) in calls.SelectMany(call => ((long, int)[])[(call.StartedAt, 1), (call.EndedAt ?? call.StartedAt, -1)]).Order())
        {
            now += change;
            most = Math.Max(most, now);
        }

        return most;
    }
}
