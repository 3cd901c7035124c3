namespace Fleet.Runtime.Resiliency;

/// <summary>Which section of a Resiliency a target stands in.</summary>
internal enum TargetKind
{
    /// <summary>Calls of an app.</summary>
    App,

    /// <summary>Calls of actors of a type, before their turn.</summary>
    Actor,

    /// <summary>Calls of the app to a component.</summary>
    Outbound,

    /// <summary>Deliveries of a component to the app.</summary>
    Inbound,
}

/// <summary>What a policy acts on.</summary>
/// <param name="Kind">The section.</param>
/// <param name="Name">App id, actor type or component.</param>
internal readonly record struct PolicyTarget(TargetKind Kind, string Name)
{
    /// <summary>As people read it, e.g. <c>components/pubsub/inbound</c>.</summary>
    public override string ToString() => Kind switch
    {
        TargetKind.App => "apps/" + Name,
        TargetKind.Actor => "actors/" + Name,
        TargetKind.Inbound => $"components/{Name}/inbound",
        _ => $"components/{Name}/outbound",
    };
}

/// <summary>Component types as the names of default policies and metrics have them.</summary>
internal static class ComponentKinds
{
    /// <summary>The word for a type such as <c>state.redis</c>; empty when no default policy has one.</summary>
    public static string Of(string? componentType) => componentType?.Split('.')[0] switch
    {
        "bindings" => "Binding",
        "configuration" => "Configuration",
        "conversation" => "Conversation",
        "crypto" => "Crypto",
        "lock" => "Lock",
        "pubsub" => "Pubsub",
        "secretstores" => "Secretstore",
        "state" => "Statestore",
        _ => "",
    };
}
