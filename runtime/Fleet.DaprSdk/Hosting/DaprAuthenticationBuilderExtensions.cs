using Dapr.AspNetCore;

namespace Microsoft.AspNetCore.Authentication;

/// <summary>Adds the scheme by which the sidecar authenticates itself.</summary>
public static class DaprAuthenticationBuilderExtensions
{
    /// <summary>Adds the scheme <c>Dapr</c> with the token of <c>APP_API_TOKEN</c>.</summary>
    public static AuthenticationBuilder AddDapr(this AuthenticationBuilder builder) => builder.AddDapr(configureOptions: null);

    /// <summary>Adds the scheme <c>Dapr</c>, with options.</summary>
    public static AuthenticationBuilder AddDapr(
        this AuthenticationBuilder builder,
        Action<DaprAuthenticationOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddScheme<DaprAuthenticationOptions, DaprAuthenticationHandler>(
            DaprAuthenticationOptions.DefaultScheme, configureOptions);
    }
}
