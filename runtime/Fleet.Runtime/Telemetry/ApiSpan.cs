using System.Globalization;
using Fleet.Runtime.Http;
using Fleet.Runtime.Invocation;
using Fleet.Runtime.Resiliency;

namespace Fleet.Runtime.Telemetry;

/// <summary>The span of a call of the API: Dapr's names and attributes.</summary>
internal static class ApiSpan
{
    /// <summary>Begins one; null: no tracing, a probe of health, or somebody who watches.</summary>
    public static Span? Start(ApiCall call)
    {
        var tracing = call.Sidecar.Tracing;
        if (!tracing.IsOn || call.RawPath == ResiliencyApi.Path || call.RawPath.Contains("/healthz", StringComparison.Ordinal))
            return null;
        var span = tracing.Call(call.RawPath, TraceContext.Of(call.Http.Request.Headers));
        call.Http.Response.Headers.TraceParent = span?.Context.Parent;
        return span;
    }

    /// <summary>Ends one, with all that is known of the call.</summary>
    public static void End(Span span, ApiCall call, string endpoint)
    {
        using (span)
        {
            var status = call.Http.Response.StatusCode;
            span.Answered(status);
            if (!span.IsRecorded)
                return;
            var api = $"{call.Http.Request.Method} {call.RawPath}";
            span.Set("dapr.protocol", "http").Set("dapr.api", api).Set("dapr.status_code", status.ToString(CultureInfo.InvariantCulture));
            foreach (var (name, values) in call.Http.Request.Headers)
            {
                if (name.StartsWith("dapr-", StringComparison.OrdinalIgnoreCase) && !name.Equals("dapr-api-token", StringComparison.OrdinalIgnoreCase))
                    span.Set(name.ToLowerInvariant(), values[^1]);
            }

            Describe(span, call, endpoint, api);
        }
    }

    private static void Describe(Span span, ApiCall call, string endpoint, string api)
    {
        switch (endpoint)
        {
            case EndpointNames.Invoke when InvocationApi.TargetOf(call) is var (app, method):
                span.Name($"CallLocal/{app}/{method}");
                span.Set("rpc.service", "ServiceInvocation").Set("net.peer.name", app);
                break;
            case EndpointNames.InvokeActor:
                var actor = $"{call.Path("type")}.{call.Path("id")}";
                span.Name($"CallActor/{call.Path("type")}/{call.Path("method")}");
                span.Set("dapr.actor", actor).Set("rpc.service", "ServiceInvocation").Set("net.peer.name", actor);
                break;
            case "GetActorState" or "ExecuteActorStateTransaction":
                Database(span.Set("dapr.actor", $"{call.Path("type")}.{call.Path("id")}"), "state", "actor", api);
                break;
            case "PublishEvent" or "BulkPublishEvent":
                span.Set("messaging.system", "pubsub").Set("messaging.destination", call.Path("topic")).Set("messaging.destination_kind", "topic");
                break;
            case "InvokeBinding":
                Database(span, "bindings", call.Path("name"), api);
                break;
            case "GetSecret" or "GetBulkSecret":
                Database(span, "secrets", call.Path("store"), api);
                break;
            case "GetState" or "SaveState" or "DeleteState" or "GetBulkState" or "ExecuteStateTransaction" or "QueryStateAlpha1":
                Database(span, "state", call.Path("store"), api);
                break;
        }
    }

    private static void Database(Span span, string system, string name, string api) =>
        span.Set("db.system", system).Set("db.name", name).Set("db.statement", api).Set("db.connection_string", system);
}
