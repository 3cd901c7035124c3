using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Hosting;

/// <summary>What resource files declare for one app, scopes applied.</summary>
public sealed record SidecarResources(
    ConfigurationSpec Configuration,
    IReadOnlyList<SubscriptionSpec> Subscriptions,
    IReadOnlyList<ResiliencySpec> Resiliencies,
    IReadOnlyList<HttpEndpointSpec> HttpEndpoints);
