using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Resiliency;

/// <summary>The resiliency policies of one sidecar: which policy acts on a target.</summary>
public sealed class ResiliencyPolicies(IReadOnlyList<ResiliencySpec> specs, TimeProvider time)
{
    private readonly IReadOnlyList<ResiliencySpec> specs = specs;
    private readonly TimeProvider time = time;

    /// <summary>Calls to another app.</summary>
    public ResiliencyPolicy ForApp(string appId) => ResiliencyPolicy.None;

    /// <summary>Calls to an actor.</summary>
    public ResiliencyPolicy ForActor(string type, string id) => ResiliencyPolicy.None;

    /// <summary>Calls of the app to a component.</summary>
    public ResiliencyPolicy ForOutbound(string component) => ResiliencyPolicy.None;

    /// <summary>Deliveries of a component to the app.</summary>
    public ResiliencyPolicy ForInbound(string component) => ResiliencyPolicy.None;
}
