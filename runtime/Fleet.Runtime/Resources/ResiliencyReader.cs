using System.Globalization;
using Fleet.Runtime.Resiliency;

namespace Fleet.Runtime.Resources;

/// <summary>Reads <c>kind: Resiliency</c>. daprd takes nothing of a document with a value it cannot read.</summary>
internal static class ResiliencyReader
{
    public static ResiliencySpec Read(FieldReader root)
    {
        var name = ResourceHeader.NameOfAnyVersion(root, "dapr.io/v1alpha1");
        var spec = root.Object("spec");
        var policies = spec?.Object("policies");
        var targets = spec?.Object("targets");
        var references = new List<PolicyReference>();
        var read = new ResiliencySpec(
            name,
            Timeouts: Map(policies, "timeouts", (map, key) => map.Duration(key)).ToDictionary(pair => pair.Key, pair => pair.Value!.Value, StringComparer.Ordinal),
            Retries: Map(policies, "retries", (map, key) => map.Object(key) is { } retry ? Retry(map, key, retry) : null),
            CircuitBreakers: Map(policies, "circuitBreakers", (map, key) => map.Object(key) is { } breaker ? Breaker(breaker) : null),
            Apps: Map(targets, "apps", (map, key) => map.Object(key) is { } app ? App(app, references) : null),
            Actors: Map(targets, "actors", (map, key) => map.Object(key) is { } actor ? Actor(actor, references) : null),
            Components: Map(targets, "components", (map, key) => map.Object(key) is { } component ? Component(component, references) : null),
            Scopes: root.Texts("scopes"),
            Where: root.Where)
        {
            References = references,
        };
        policies?.Done();
        targets?.Done();
        spec?.Done();
        root.Done();
        return read;
    }

    private static IReadOnlyDictionary<string, T> Map<T>(FieldReader? parent, string name, Func<FieldReader, string, T?> read) =>
        parent?.Map(name, read) ?? new Dictionary<string, T>(StringComparer.Ordinal);

    private static RetrySpec Retry(FieldReader retries, string name, FieldReader retry)
    {
        var policy = retry.OneOf("policy", "constant", "exponential");
        var matching = retry.Object("matching");
        var read = new RetrySpec(
            Exponential: policy == "exponential",
            Duration: retry.Duration("duration") ?? TimeSpan.FromSeconds(5),
            InitialInterval: TimeSpan.FromMilliseconds(500),
            MaxInterval: retry.Duration("maxInterval") ?? TimeSpan.FromSeconds(60),
            MaxRetries: retry.Number("maxRetries", -1),
            HttpStatusCodes: matching is null ? null : StatusCodes(matching, "httpStatusCodes", 100, 599),
            GrpcStatusCodes: matching is null ? null : StatusCodes(matching, "gRPCStatusCodes", 0, 16));
        if (!read.Exponential && retry.Has("maxInterval"))
            retry.Report("maxInterval", "does nothing with the policy constant, expected duration");
        if (read.Exponential && retry.Has("duration"))
            retry.Report("duration", "does nothing with the policy exponential, expected maxInterval");
        matching?.Done();
        retry.Done();
        if (BuiltInPolicies.Overridden(name, read) is var inForce && inForce != read)
            retries.Report(name, $"is built in: {(name == BuiltInPolicies.ActorNotFound ? "it cannot be defined anew" : $"it has at least {BuiltInPolicies.FewestRetries} retries")}; {inForce.MaxRetries} retries it has");
        return read;
    }

    private static string? StatusCodes(FieldReader matching, string name, int lowest, int highest) =>
        matching.Read(name, $"codes and ranges from {lowest} to {highest} as text without spaces, such as {(lowest == 0 ? "\"1-4,14\"" : "\"429,502-504\"")}", node =>
            YamlScalar.AsText(node) is { } text && IsCodes(text, lowest, highest) ? text : null);

    private static bool IsCodes(string text, int lowest, int highest) => text.Split(',', StringSplitOptions.RemoveEmptyEntries).All(part =>
    {
        var ends = part.Split('-').Select(end => int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code >= lowest && code <= highest ? code : -1).ToArray();
        return ends.Length <= 2 && ends[0] >= 0 && ends[^1] >= ends[0];
    });

    private static CircuitBreakerSpec Breaker(FieldReader breaker)
    {
        var read = new CircuitBreakerSpec(
            MaxRequests: Math.Max(breaker.Number("maxRequests", 0) ?? 1, 1),
            Interval: breaker.Duration("interval") ?? TimeSpan.Zero,
            Timeout: breaker.Duration("timeout") is { Ticks: > 0 } open ? open : TimeSpan.FromSeconds(60),
            Trip: breaker.Expression("trip") ?? "consecutiveFailures > 5");
        if (TripCheck.Fault(read.Trip) is { } fault)
            breaker.Report("trip", $"is '{read.Trip}', expected a condition over {string.Join(", ", TripCheck.Variables)}: {fault}; the breaker never opens");
        breaker.Done();
        return read;
    }

    private static TargetPolicies App(FieldReader app, List<PolicyReference> references)
    {
        var (timeout, retry, breaker) = Names(app, references);
        var read = new TargetPolicies(timeout, retry, breaker, app.Number("circuitBreakerCacheSize", 0));
        app.Done();
        return read;
    }

    private static ActorPolicies Actor(FieldReader actor, List<PolicyReference> references)
    {
        var (timeout, retry, breaker) = Names(actor, references);
        var scope = actor.OneOf("circuitBreakerScope", "type", "id", "both");
        var read = new ActorPolicies(timeout, retry, breaker, scope ?? "type", actor.Number("circuitBreakerCacheSize", 0));
        if (breaker is not null && scope is null)
            actor.Report("circuitBreakerScope", "is missing, expected type or id or both beside circuitBreaker");
        actor.Done();
        return read;
    }

    private static ComponentPolicies Component(FieldReader component, List<PolicyReference> references)
    {
        var read = new ComponentPolicies(Direction("outbound"), Direction("inbound"));
        component.Done();
        return read;

        TargetPolicies? Direction(string name)
        {
            if (component.Object(name) is not { } direction)
                return null;
            var (timeout, retry, breaker) = Names(direction, references);
            direction.Done();
            return new TargetPolicies(timeout, retry, breaker);
        }
    }

    private static (string? Timeout, string? Retry, string? Breaker) Names(FieldReader target, List<PolicyReference> references)
    {
        return (Name("timeout", "timeouts"), Name("retry", "retries"), Name("circuitBreaker", "circuitBreakers"));

        string? Name(string field, string kind)
        {
            var name = target.Text(field);
            if (name is { Length: > 0 })
                references.Add(new PolicyReference(kind, name, target.WhereIs(field), target.FullName(field)));
            return string.IsNullOrEmpty(name) ? null : name;
        }
    }
}
