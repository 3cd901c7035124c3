using Fleet.Runtime.Http;

namespace Fleet.Runtime.Health;

/// <summary>Errors of the health API.</summary>
internal static class HealthErrors
{
    public static ApiError NotReady { get; } = new(500, "ERR_HEALTH_NOT_READY", "dapr is not ready: the app does not listen yet, or a building block has not started");

    public static ApiError OutboundNotReady { get; } = new(500, "ERR_OUTBOUND_HEALTH_NOT_READY", "dapr outbound is not ready");

    public static ApiError OtherAppId { get; } = new(500, "ERR_HEALTH_APPID_NOT_MATCH", "dapr app-id does not match");
}
