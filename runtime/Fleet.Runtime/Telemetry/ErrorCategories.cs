namespace Fleet.Runtime.Telemetry;

/// <summary>To which part of Dapr an error code belongs.</summary>
internal static class ErrorCategories
{
    private static readonly (string Begin, string Category)[] Categories =
    [
        ("ERR_ACTOR", "actor"), ("ERR_STATE", "state"), ("DAPR_STATE", "state"), ("ERR_PUBSUB", "pubsub"), ("DAPR_PUBSUB", "pubsub"),
        ("ERR_TOPIC", "pubsub"), ("ERR_PUBLISH", "pubsub"), ("ERR_SECRET", "secret"), ("ERR_PERMISSION", "secret"), ("ERR_DIRECT_INVOKE", "service-invocation"),
        ("ERR_INVOKE_OUTPUT_BINDING", "binding"), ("ERR_HEALTH", "health"), ("ERR_OUTBOUND_HEALTH", "health"), ("ERR_CONFIGURATION", "configuration"),
        ("ERR_LOCK", "lock"), ("ERR_TRY_LOCK", "lock"), ("ERR_UNLOCK", "lock"), ("DAPR_SCHEDULER", "job"),
    ];

    public static string Of(string code)
    {
        foreach (var (begin, category) in Categories)
        {
            if (code.StartsWith(begin, StringComparison.Ordinal))
                return category;
        }

        return "common";
    }
}
