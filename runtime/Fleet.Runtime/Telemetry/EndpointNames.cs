namespace Fleet.Runtime.Telemetry;

/// <summary>Dapr's names of the routes of the API; <c>method</c> in metrics.</summary>
internal static class EndpointNames
{
    /// <summary>The route of service invocation, and of all that is no other route.</summary>
    public const string Invoke = "InvokeService";

    /// <summary>The route of actor methods.</summary>
    public const string InvokeActor = "InvokeActor";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["GET state/{}/{}"] = "GetState",
        ["POST state/{}"] = "SaveState",
        ["PUT state/{}"] = "SaveState",
        ["DELETE state/{}/{}"] = "DeleteState",
        ["POST state/{}/bulk"] = "GetBulkState",
        ["PUT state/{}/bulk"] = "GetBulkState",
        ["POST state/{}/transaction"] = "ExecuteStateTransaction",
        ["PUT state/{}/transaction"] = "ExecuteStateTransaction",
        ["POST state/{}/query"] = "QueryStateAlpha1",
        ["PUT state/{}/query"] = "QueryStateAlpha1",
        ["POST publish/{}/{}"] = "PublishEvent",
        ["PUT publish/{}/{}"] = "PublishEvent",
        ["POST publish/bulk/{}/{}"] = "BulkPublishEvent",
        ["PUT publish/bulk/{}/{}"] = "BulkPublishEvent",
        ["POST bindings/{}"] = "InvokeBinding",
        ["PUT bindings/{}"] = "InvokeBinding",
        ["GET secrets/{}/bulk"] = "GetBulkSecret",
        ["GET secrets/{}/{}"] = "GetSecret",
        ["GET metadata"] = "GetMetadata",
        ["PUT metadata/{}"] = "SetMetadata",
        ["GET healthz"] = "Healthz",
        ["GET healthz/outbound"] = "HealthzOutbound",
        ["POST shutdown"] = "Shutdown",
        ["GET configuration/{}"] = "GetConfiguration",
        ["GET configuration/{}/subscribe"] = "SubscribeConfiguration",
        ["GET configuration/{}/{}/unsubscribe"] = "UnsubscribeConfiguration",
        ["POST lock/{}"] = "TryLockAlpha1",
        ["POST unlock/{}"] = "UnlockAlpha1",
        ["POST jobs/{}"] = "ScheduleJobAlpha1",
        ["GET jobs/{}"] = "GetJobAlpha1",
        ["DELETE jobs/{}"] = "DeleteJobAlpha1",
        ["POST actors/{}/{}/state"] = "ExecuteActorStateTransaction",
        ["PUT actors/{}/{}/state"] = "ExecuteActorStateTransaction",
        ["GET actors/{}/{}/state/{}"] = "GetActorState",
        ["POST actors/{}/{}/reminders/{}"] = "RegisterActorReminder",
        ["PUT actors/{}/{}/reminders/{}"] = "RegisterActorReminder",
        ["GET actors/{}/{}/reminders/{}"] = "GetActorReminder",
        ["DELETE actors/{}/{}/reminders/{}"] = "UnregisterActorReminder",
        ["POST actors/{}/{}/timers/{}"] = "RegisterActorTimer",
        ["PUT actors/{}/{}/timers/{}"] = "RegisterActorTimer",
        ["DELETE actors/{}/{}/timers/{}"] = "UnregisterActorTimer",
    };

    /// <summary>The name of a route; the route itself when Dapr has none.</summary>
    public static string Of(string method, string template)
    {
        var segments = template.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(segment => segment.StartsWith('{') ? "{}" : segment).ToArray();
        return segments switch
        {
            ["invoke", ..] => Invoke,
            ["actors", _, _, "method", ..] => InvokeActor,
            _ => Names.GetValueOrDefault($"{method} {string.Join('/', segments)}", string.Join('/', segments)),
        };
    }
}
