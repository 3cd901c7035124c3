#nullable enable
namespace Dapr.Actors;

/// <summary>Headers of actor calls.</summary>
internal static class ActorHeaders
{
    /// <summary>Names the chain of calls that a reentrant actor may be entered by again.</summary>
    public const string ReentrancyId = "Dapr-Reentrancy-Id";

    /// <summary>
    /// Marks a call of this SDK's typed proxies: the value is the number of arguments, which come as a JSON array if they
    /// are more than one. An actor host that does not know the header takes a call with one argument as any other.
    /// </summary>
    public const string TypedCall = "Dapr-Actor-Typed-Call";

    /// <summary>Marks an answer, 200, that tells what the method threw; the sidecar does not retry such a call.</summary>
    public const string ErrorResponse = "X-DaprErrorResponseHeader";

    /// <summary>What an actor host of the genuine SDK's typed proxies would read.</summary>
    public const string RemotingRequest = "X-DaprRequestHeader";

    /// <summary>When a state value expires.</summary>
    public const string StateExpiry = "Metadata.ttlexpiretime";
}

/// <summary>The chain of calls that the current turn belongs to, so that calls made in it belong to it too.</summary>
internal static class ActorReentrancy
{
    private static readonly AsyncLocal<string?> Current = new();

    public static string? CurrentId
    {
        get => Current.Value;
        set => Current.Value = value;
    }
}
