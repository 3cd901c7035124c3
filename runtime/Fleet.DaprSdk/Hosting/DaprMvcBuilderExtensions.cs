using Dapr.Client;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the client for MVC apps.</summary>
public static class DaprMvcBuilderExtensions
{
    /// <summary>Adds the <see cref="DaprClient"/>.</summary>
    public static IMvcBuilder AddDapr(this IMvcBuilder builder, Action<DaprClientBuilder> configureClient = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddDaprClient(configureClient);
        return builder;
    }
}
