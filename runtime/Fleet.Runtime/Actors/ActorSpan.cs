using Fleet.Runtime.Hosting;
using Fleet.Runtime.Http;
using Fleet.Runtime.Telemetry;

namespace Fleet.Runtime.Actors;

/// <summary>The spans of actor calls that come from another sidecar, from a reminder or from a timer.</summary>
internal static class ActorSpan
{
    /// <summary>Begins one; null: nobody traces, or the call has the span of the API that it came through.</summary>
    public static Span? Start(Sidecar host, ActorKey actor, ActorMessage message)
    {
        if (!host.Tracing.IsOn || (message.Headers is not null && !message.IsRemote))
            return null;
        var query = message.Path.IndexOf('?', StringComparison.Ordinal);
        var method = query < 0 ? message.Path : message.Path[..query];
        return host.Tracing.Callback($"CallActor/{actor.Type}/{method}", TraceContext.Of(message.TraceParent))
            ?.Set("dapr.actor", $"{actor.Type}.{actor.Id}").Set("rpc.service", "ServiceInvocation").Set("dapr.invoke_method", method);
    }
}
