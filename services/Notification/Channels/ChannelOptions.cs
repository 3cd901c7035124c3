namespace Fleet.Notification.Channels;

/// <summary>The ways to reach people; section <c>Channels</c> of the configuration.</summary>
public sealed class ChannelOptions
{
    /// <summary>Electronic mail.</summary>
    public ComponentChoice Email { get; set; } = new();

    /// <summary>Text messages.</summary>
    public ComponentChoice Sms { get; set; } = new();

    /// <summary>Chat.</summary>
    public ComponentChoice Chat { get; set; } = new();

    /// <summary>Webhooks.</summary>
    public WebhookOptions Webhook { get; set; } = new();

    /// <summary>Letters.</summary>
    public PostOptions Post { get; set; } = new();
}

/// <summary>Which components a channel uses.</summary>
public sealed class ComponentChoice
{
    /// <summary>Output bindings in the order to try; one that the sidecar does not have is passed over. The channel's usual ones unless set.</summary>
    public IReadOnlyList<string> Components { get; set; } = [];

    /// <summary>How long one of them may take, while another may follow: 10 seconds unless set.</summary>
    public TimeSpan TryTimeout { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>Webhooks.</summary>
public sealed class WebhookOptions
{
    /// <summary>Lets posts go to this machine and to private networks, and without TLS: for tests and closed sites only.</summary>
    public bool AllowPrivateTargets { get; set; }
}

/// <summary>Letters.</summary>
public sealed class PostOptions
{
    /// <summary>Lines of the sender's address block.</summary>
    public IReadOnlyList<string> Sender { get; set; } = [];

    /// <summary>The lines in force.</summary>
    public IReadOnlyList<string> SenderLines => Sender.Count > 0 ? Sender : ["Fleet, Fines and notices"];
}
