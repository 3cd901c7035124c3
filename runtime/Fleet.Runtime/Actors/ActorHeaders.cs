using System.Collections.Frozen;

namespace Fleet.Runtime.Actors;

/// <summary>Headers that mean something to the actors block.</summary>
internal static class ActorHeaders
{
    /// <summary>Names the chain of calls in which an actor may be entered again.</summary>
    public const string ReentrancyId = "Dapr-Reentrancy-Id";

    // About one connection, the sidecar's own, or set anew on the way.
    private static readonly FrozenSet<string> Own = FrozenSet.ToFrozenSet(
        [
            "Host", "Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length", "Upgrade", "TE", "Trailer", "Expect",
            "Proxy-Connection", "Date", "Server", "dapr-api-token", "dapr-app-id", "traceparent", ReentrancyId,
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>True for a header that is not passed on as it came, either way.</summary>
    public static bool StaysBehind(string name) => Own.Contains(name) || name.StartsWith(':');
}
