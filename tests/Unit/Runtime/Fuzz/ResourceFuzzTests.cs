using Fleet.Runtime.Hosting;
using Fleet.Runtime.Resources;

namespace Fleet.Tests.Unit.Runtime.Fuzz;

/// <summary>Whatever stands in resource files, it is read, or its mistakes are told with file and line.</summary>
public sealed class ResourceFuzzTests
{
    private static readonly string[] Files =
    [
        """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: store
          namespace: default
        spec:
          type: state.sqlite
          version: v1
          initTimeout: 5s
          ignoreErrors: false
          metadata:
          - name: connectionString
            value: "state.db"
          - name: cleanupInterval
            value: 1h
          - name: keyPrefix
            secretKeyRef: { name: a, key: b }
          - name: busyTimeout
            envRef: TIMEOUT
        scopes: [ app ]
        auth: { secretStore: secrets }
        """,
        """
        apiVersion: dapr.io/v1alpha1
        kind: Resiliency
        metadata: { name: r }
        spec:
          policies:
            timeouts: { t: 5s }
            retries:
              r: { policy: exponential, duration: 1s, maxInterval: 10s, maxRetries: -1, matching: { httpStatusCodes: "429,500-599", gRPCStatusCodes: "1,2" } }
            circuitBreakers:
              c: { maxRequests: 1, interval: 8s, timeout: 45s, trip: consecutiveFailures > 8 }
          targets:
            apps: { app: { timeout: t, retry: r, circuitBreaker: c, circuitBreakerCacheSize: 5 } }
            actors: { Robot: { timeout: t, circuitBreaker: c, circuitBreakerScope: both } }
            components:
              store: { outbound: { timeout: t, retry: r }, inbound: { retry: r } }
        """,
        """
        apiVersion: dapr.io/v2alpha1
        kind: Subscription
        metadata: { name: s }
        spec:
          pubsubname: pubsub
          topic: orders
          deadLetterTopic: dead
          bulkSubscribe: { enabled: true, maxMessagesCount: 10, maxAwaitDurationMs: 50 }
          metadata: { rawPayload: "true" }
          routes:
            rules:
            - match: event.type == "x"
              path: /x
            default: /y
        scopes: [ app ]
        """,
        """
        apiVersion: dapr.io/v1alpha1
        kind: Configuration
        metadata: { name: c }
        spec:
          features: [ { name: ActorStateTTL, enabled: true } ]
          api: { allowed: [ { name: state, version: v1.0, protocol: http } ] }
          secrets: { scopes: [ { storeName: s, defaultAccess: deny, allowedSecrets: [ a ] } ] }
          tracing: { samplingRate: "1", otel: { endpointAddress: "localhost:4317", isSecure: false, protocol: grpc } }
          metric: { enabled: true }
          httpPipeline: { handlers: [ { name: h, type: middleware.http.uppercase } ] }
          accessControl: { defaultAction: deny, trustDomain: public, policies: [ { appId: a, defaultAction: allow, operations: [ { name: /x, httpVerb: [ GET ], action: deny } ] } ] }
        """,
    ];

    private static readonly string[] Pieces =
    [
        "", "~", "null", "true", "-1", "1e400", "9223372036854775808", "99999999999999999999h", "2562047h", "9223372036854775807", "0x7fffffffffffffff", ".inf", ".nan", "[]", "{}", "[[[[]]]]", "{a: {b: {c: 1}}}", "- x", "\"" + new string('[', 50) , new string('[', 200_000), "&a {x: [*a, *a]}", "[&b [&c [*b, *c], *b], *b]", "? x", "!!binary x", "!<tag:yaml.org,2002:str> x",
        "&a x", "*a", "*nowhere", "&a [*a]", "<<: *a", "|", ">", "'open", "\"open", "\"\\ud800\"", "\"\\x\"", "\u0000", "\u0007", "\ufeff", "\u2028", "\t", "%YAML 9.9", "---", "...", "{{ x }}", "${X}", "2026-01-01", "1:30:00", "event.data >", "(((((",
        "consecutiveFailures > 99999999999999999999", "consecutiveFailures / 0 > 1", "600-1", "1,,2", "-5", "state.nothing", "pubsub.sqlite", "/dev/null", "../../../../x", "a b", "@", "`",
    ];

    private readonly FuzzRun run = new();

    [Fact]
    public async Task A_start_with_mutated_files_works_or_tells_the_mistakes()
    {
        var folder = Directory.CreateTempSubdirectory("fleet-fuzz-");
        try
        {
            while (run.GoesOn)
            {
                var text = Mutated();
                CheckMistakes(text);
                var file = Path.Combine(folder.FullName, "resources", "file.yaml");
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
                await StartAsync(folder.FullName, file, text);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void CheckMistakes(string text)
    {
        try
        {
            var lines = text.ReplaceLineEndings("\n").Split('\n').Length + 1;
            Assert.All(ResourceFile.Parse("f.yaml", text).Resources.Mistakes, mistake =>
            {
                Assert.Equal("f.yaml", mistake.Where.File);
                Assert.InRange(mistake.Where.Line, 1, lines);
            });
        }
        catch (Exception failure)
        {
            Assert.Fail($"{run}\n{failure}\n{text}");
        }
    }

    private async Task StartAsync(string folder, string file, string text)
    {
        var sidecar = new SidecarOptions { AppId = "app", ResourcePaths = [Path.GetDirectoryName(file)!], ConfigPaths = [file], AppHandler = new SilentApp() };
        var options = new RuntimeOptions { Sidecars = [sidecar], DataDirectory = folder, Strict = run.Once(2) };
        try
        {
            await using var runtime = await FleetRuntime.StartAsync(options, TestContext.Current.CancellationToken);
            Assert.Single(runtime.Sidecars);
        }
        catch (RuntimeStartException told)
        {
            Assert.False(told.Message.Contains("   at ", StringComparison.Ordinal) || told.Message.Length == 0, $"{run}\n{told.Message}\n{text}");
        }
        catch (Exception failure)
        {
            Assert.Fail($"{run}\n{failure}\n{text}");
        }
    }

    private string Mutated()
    {
        var text = string.Join("\n---\n", Enumerable.Range(0, run.Chance.Next(1, 3)).Select(_ => run.Any(Files)));
        for (var wounds = run.Chance.Next(1, 4); wounds > 0; wounds--)
            text = Mutate(text);
        return text;
    }

    private string Mutate(string text)
    {
        if (text.Length == 0)
            return run.Any(Pieces);
        var at = run.Chance.Next(text.Length);
        switch (run.Chance.Next(5))
        {
            case 0: return text[..at];
            case 1: return text[..at] + run.Any(Pieces) + text[at..];
            case 2: return text[..at] + (char)run.Chance.Next(1, 300) + text[(at + 1)..];
            case 3:
                var lines = text.Split('\n').ToList();
                lines.RemoveAt(run.Chance.Next(lines.Count));
                return string.Join('\n', lines);
            default:
                // The value of a field becomes something else.
                var colon = text.IndexOf(": ", at, StringComparison.Ordinal);
                var end = colon < 0 ? -1 : text.AsSpan(colon + 2).IndexOfAny("\n,}");
                return end < 0 ? text : text[..(colon + 2)] + run.Any(Pieces) + text[(colon + 2 + end)..];
        }
    }

    private sealed class SilentApp : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NotFound));
    }
}
