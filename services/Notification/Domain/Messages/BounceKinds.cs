namespace Fleet.Notification.Domain.Messages;

/// <summary>Kinds of bounces; names on the wire.</summary>
public static class BounceKinds
{
    /// <summary>The address does not work: nothing is sent there any more, and the recipient's next channel is tried.</summary>
    public const string Hard = "hard";

    /// <summary>It failed for now: the message is tried again on the ladder's next step.</summary>
    public const string Soft = "soft";
}
