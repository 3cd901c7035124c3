using Dapr.AspNetCore;

namespace Microsoft.AspNetCore.Authorization;

/// <summary>Adds the policy that lets only the sidecar in.</summary>
public static class DaprAuthorizationOptionsExtensions
{
    /// <summary>Adds the policy.</summary>
    public static void AddDapr(this AuthorizationOptions options, string name = "Dapr")
    {
        ArgumentNullException.ThrowIfNull(options);
        options.AddPolicy(name, policy => policy
            .RequireAuthenticatedUser()
            .AddAuthenticationSchemes(DaprAuthenticationOptions.DefaultScheme));
    }
}
