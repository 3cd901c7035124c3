namespace Fleet.Runtime.Resiliency;

/// <summary>What a policy did.</summary>
public enum PolicyAct
{
    /// <summary>A call began under it (<c>resiliency/count</c>).</summary>
    Applied,

    /// <summary>A try was repeated, took too long, or changed the state of a breaker (<c>resiliency/activations_total</c>).</summary>
    Activated,
}

/// <summary>A policy has acted. Labels are as daprd's metrics have them.</summary>
/// <param name="Act">What it did.</param>
/// <param name="Resource">Name of the Resiliency.</param>
/// <param name="Policy"><c>retry</c>, <c>timeout</c> or <c>circuitbreaker</c>.</param>
/// <param name="FlowDirection"><c>inbound</c> or <c>outbound</c>.</param>
/// <param name="Target">E.g. <c>app_fine-collection</c>, <c>actor_FineActor</c>, <c>Pubsub_pubsub</c>.</param>
/// <param name="Status">State of the breaker: <c>closed</c>, <c>half-open</c>, <c>open</c>; empty for other policies.</param>
public readonly record struct PolicyEvent(PolicyAct Act, string Resource, string Policy, string FlowDirection, string Target, string Status);
