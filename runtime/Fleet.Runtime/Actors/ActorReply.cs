namespace Fleet.Runtime.Actors;

/// <summary>What an app says by headers of its answer to an actor call.</summary>
internal static class ActorReply
{
    private const string Failed = "X-DaprErrorResponseHeader";
    private const string Cancel = "X-DaprReminderCancel";

    /// <summary>The actor threw; an SDK says so beside status 200, so that the caller gets the body.</summary>
    public static bool TellsFailure(this HttpResponseMessage reply) => reply.Headers.NonValidated.Contains(Failed);

    /// <summary>A timer, or a reminder of the older kind, shall not come again.</summary>
    public static bool Cancels(this HttpResponseMessage reply) =>
        reply.Headers.NonValidated.TryGetValues(Cancel, out var values) && values.FirstOrDefault()?.ToUpperInvariant() is "Y" or "YES" or "TRUE" or "T" or "ON" or "1";
}
