using System.Net;
using System.Text.Json.Nodes;
using Fleet.Tests.Shared;

namespace Fleet.Tests.Conformance.Replay;

/// <summary>One run of one recording: its apps, its sidecars, its steps.</summary>
public sealed class ScenarioRun : IAsyncDisposable
{
    private static int runs;

    private readonly Recording recording;
    private readonly ISidecarHost host;
    private readonly Variables variables = new();
    private readonly Dictionary<string, TestApp> apps = new(StringComparer.Ordinal);
    private readonly string folder = Directory.CreateTempSubdirectory("fleet-recording-").FullName;
    private readonly string ns = $"r{Environment.ProcessId}-{Interlocked.Increment(ref runs)}";

    private RedisServer? redis;

    private ScenarioRun(Recording recording, Func<string, ISidecarHost> createHost)
    {
        this.recording = recording;
        host = createHost(folder);
    }

    /// <summary>Replays a recording: every difference from what was recorded.</summary>
    public static async Task<IReadOnlyList<string>> ReplayAsync(Recording recording, Func<string, ISidecarHost> createHost, CancellationToken cancellationToken)
    {
        await using var run = new ScenarioRun(recording, createHost);
        var differences = await run.SetUpAsync(cancellationToken);
        if (differences.Count > 0)
            return differences;
        var index = 0;
        foreach (var step in recording.Scenario["steps"]!.AsArray())
        {
            var expected = step!["expectFor"]?[recording.VariantName] ?? step["expect"];
            var found = await run.StepAsync(step.AsObject(), run.variables.In(expected) as JsonObject, cancellationToken);
            differences.AddRange(found.Select(difference => $"step {index} ({Brief(step)}): {difference}"));
            index++;
        }

        return differences;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        foreach (var app in apps.Values)
            await app.DisposeAsync();
        if (redis is not null)
            await redis.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static string Brief(JsonNode step)
    {
        var (kind, value) = step.AsObject().First();
        return kind == "send" ? $"{value!["method"]} {value["path"]}" : $"{kind} {Matching.Text(value)}";
    }

    private async Task<List<string>> SetUpAsync(CancellationToken cancellationToken)
    {
        variables["TMP"] = folder;
        variables["HOSTNAME"] = Dns.GetHostName();
        foreach (var (name, value) in recording.Variant)
            variables[name] = value;
        if (recording.NeedsRedis)
        {
            redis = await RedisServer.StartAsync();
            variables["REDIS_PORT"] = redis.Port.ToString();
        }

        var sidecars = recording.Scenario["sidecars"]!.AsArray();
        var keys = sidecars.Select(sidecar => (string)sidecar!["key"]!).Union((recording.Scenario["apps"] as JsonObject ?? []).Select(app => app.Key)).ToList();
        foreach (var key in keys)
        {
            foreach (var port in (string[])["HTTP_PORT_", "APP_PORT_", "GRPC_PORT_"])
                variables[port + key] = FreePorts.Next().ToString();
        }

        foreach (var (key, spec) in recording.Scenario["apps"] as JsonObject ?? [])
        {
            var app = apps[key] = new TestApp(int.Parse(variables["APP_PORT_" + key]), (JsonObject)variables.In(spec)!, SendAsync);
            if ((bool?)spec!["down"] != true)
                await app.UpAsync();
        }

        var differences = new List<string>();
        foreach (var sidecar in sidecars.Where(sidecar => (bool?)sidecar!["autostart"] != false))
        {
            var state = await StartAsync((string)sidecar!["key"]!, cancellationToken);
            if (state != "ready")
                differences.Add($"sidecar {sidecar["key"]} is {state}");
        }

        return differences;
    }

    private async Task<IEnumerable<string>> StepAsync(JsonObject step, JsonObject? expected, CancellationToken cancellationToken)
    {
        var (kind, spec) = step.First();
        switch (kind)
        {
            case "send":
                var answer = await SendAsync((JsonObject)spec!, cancellationToken);
                Save(step["save"] as JsonObject ?? [], answer);
                return expected is null ? [] : Expectations.OfAnswer(expected, answer);
            case "parallel":
                return await ParallelAsync(step, expected, cancellationToken);
            case "until":
                return await UntilAsync((JsonObject)spec!, expected, cancellationToken);
            case "received":
                return await ReceivedAsync((JsonObject)variables.In(spec)!, expected, cancellationToken);
            case "sleep":
                await Task.Delay(TimeSpan.FromMilliseconds((int)spec!), TimeProvider.System, cancellationToken);
                return [];
            case "clear":
                apps[(string)spec!].Clear();
                return [];
            case "app":
                await ChangeAppAsync((string)spec!, step);
                return [];
            case "start":
                return Expectations.OfState(expected, new JsonObject { ["state"] = await StartAsync((string)spec!, cancellationToken) });
            case "stop":
                return Expectations.OfState(expected, new JsonObject { ["exitOk"] = await host.StopAsync((string)spec!, cancellationToken) });
            case "exits":
                return Expectations.OfState(expected, await ExitsAsync((string)spec!, (int?)step["withinMs"] ?? 8000, cancellationToken));
            case "file":
                return Expectations.OfState(expected, FileStep((JsonObject)variables.In(spec)!));
            case "redis":
                string[] command = [.. spec!.AsArray().Select(argument => variables.In(argument!.ToString()))];
                return Expectations.OfState(expected, new JsonObject { ["reply"] = await RedisWire.SendAsync(redis!.Port, command) });
            default:
                return [$"unknown step {kind}"];
        }
    }

    private Task<Answer> SendAsync(JsonObject spec, CancellationToken cancellationToken)
    {
        var filled = (JsonObject)variables.In(spec)!;
        var via = (string)filled["via"]!;
        var port = via.StartsWith("app:", StringComparison.Ordinal) ? variables["APP_PORT_" + via[4..]] : variables["HTTP_PORT_" + via];
        return Wire.SendAsync(filled, int.Parse(port), cancellationToken);
    }

    private void Save(JsonObject wanted, Answer answer)
    {
        foreach (var (name, where) in wanted)
        {
            var parts = ((string)where!).Split('.', 2);
            variables[name] = parts[0] switch
            {
                "headers" => answer.Headers.GetValueOrDefault(parts[1], ""),
                "text" => System.Text.Encoding.UTF8.GetString(answer.Body),
                _ => Pick(JsonNode.Parse(answer.Body), parts.Length > 1 ? parts[1].Split('.') : []),
            };
        }
    }

    private static string Pick(JsonNode? node, string[] path)
    {
        foreach (var part in path)
            node = node is JsonArray array ? array[int.Parse(part)] : node?[part];
        return node?.ToString() ?? "";
    }

    private async Task<IEnumerable<string>> ParallelAsync(JsonObject step, JsonObject? expected, CancellationToken cancellationToken)
    {
        var sends = step["parallel"]!.AsArray();
        var stagger = (int?)step["staggerMs"] ?? 0;
        var started = TimeProvider.System.GetTimestamp();
        var answers = await Task.WhenAll(sends.Select(async (send, index) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(stagger * index), TimeProvider.System, cancellationToken);
            return await SendAsync((JsonObject)send!["send"]!, cancellationToken);
        }));
        var took = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        return expected is null ? [] : Expectations.OfParallel(expected, answers, took);
    }

    private async Task<IEnumerable<string>> UntilAsync(JsonObject spec, JsonObject? expected, CancellationToken cancellationToken)
    {
        var contains = spec["contains"] is { } text ? variables.In((string)text!) : "";
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await SendAsync(spec, cancellationToken);
            var reached = JsonNode.DeepEquals(answer.Status, spec["status"]) && System.Text.Encoding.UTF8.GetString(answer.Body).Contains(contains, StringComparison.Ordinal);
            if (reached || TimeProvider.System.GetElapsedTime(started).TotalMilliseconds > ((int?)spec["withinMs"] ?? 8000))
                return (bool?)expected?["reached"] == false == reached ? [$"reached is {reached}, last status {answer.Status}"] : [];
            await Task.Delay(TimeSpan.FromMilliseconds((int?)spec["everyMs"] ?? 50), TimeProvider.System, cancellationToken);
        }
    }

    private async Task<IEnumerable<string>> ReceivedAsync(JsonObject spec, JsonObject? expected, CancellationToken cancellationToken)
    {
        var app = apps[(string)spec["app"]!];
        var (method, path) = ((string?)spec["method"] ?? "*", (string)spec["path"]!);
        var wanted = (int?)expected?["count"] ?? (int?)expected?["countMin"] ?? 0;
        var started = TimeProvider.System.GetTimestamp();
        var within = (int?)spec["withinMs"] ?? 5000;
        while (app.Matching(method, path).Count < wanted && TimeProvider.System.GetElapsedTime(started).TotalMilliseconds < within)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
        await Task.Delay(TimeSpan.FromMilliseconds((int?)spec["quietMs"] ?? 200), TimeProvider.System, cancellationToken);
        return expected is null ? [] : Expectations.OfCalls(expected, app.Matching(method, path));
    }

    private async Task ChangeAppAsync(string key, JsonObject step)
    {
        if (step["set"] is { } handlers)
            apps[key].Set(variables.In(handlers));
        if ((bool?)step["down"] == true)
            await apps[key].DownAsync();
        if ((bool?)step["up"] == true)
            await apps[key].UpAsync();
    }

    private async Task<string> StartAsync(string key, CancellationToken cancellationToken)
    {
        var node = recording.Scenario["sidecars"]!.AsArray().First(sidecar => (string)sidecar!["key"]! == key)!;
        var spec = SidecarSpecs.Create(variables.In(node)!, variables, ns);
        if (!await host.StartAsync(spec, cancellationToken))
            return "exited";
        var started = TimeProvider.System.GetTimestamp();
        var limit = (int?)node["startMs"] ?? 15_000;
        while (!await IsReadyAsync(key, (string?)node["readyPath"] ?? "/v1.0/healthz", node, cancellationToken))
        {
            if (host.HasExited(key))
                return "exited";
            if (TimeProvider.System.GetElapsedTime(started).TotalMilliseconds > limit)
                return "waiting";
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }

        await Task.Delay(TimeSpan.FromMilliseconds((int?)node["settleMs"] ?? 0), TimeProvider.System, cancellationToken);
        return "ready";
    }

    private async Task<bool> IsReadyAsync(string key, string path, JsonNode node, CancellationToken cancellationToken)
    {
        var health = await SendAsync(new JsonObject { ["via"] = key, ["method"] = "GET", ["path"] = path, ["timeoutMs"] = 2000 }, cancellationToken);
        if (health.Status.ToString() is not ("200" or "204"))
            return false;
        var hasActors = recording.Scenario["apps"]?[key]?["config"]?["entities"] is JsonArray { Count: > 0 }
            && (bool?)node["app"] != false && (bool?)node["noPlacement"] != true;
        if (!hasActors)
            return true;
        var metadata = await SendAsync(new JsonObject { ["via"] = key, ["method"] = "GET", ["path"] = "/v1.0/metadata", ["headers"] = node["apiHeaders"]?.DeepClone() }, cancellationToken);
        return metadata.Body.Length > 0 && (bool?)JsonNode.Parse(metadata.Body)?["actorRuntime"]?["hostReady"] == true;
    }

    private async Task<JsonObject> ExitsAsync(string key, int withinMs, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!host.HasExited(key))
        {
            if (TimeProvider.System.GetElapsedTime(started).TotalMilliseconds > withinMs)
                return new JsonObject { ["exited"] = false };
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }

        return new JsonObject { ["exited"] = true, ["exitOk"] = host.EndedWell(key) };
    }

    private static JsonObject FileStep(JsonObject spec)
    {
        var path = (string)spec["path"]!;
        if (spec["write"] is { } text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, (string)text!);
            return [];
        }

        return new JsonObject { ["content"] = File.Exists(path) ? File.ReadAllText(path) : null };
    }
}
