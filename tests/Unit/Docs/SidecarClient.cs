using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Tests.Unit.Docs;

public static class SidecarClient
{
    /// <summary>A client named <c>sidecar</c>: in a test over the host's handler, else to the port that the sidecar has.</summary>
    public static IHttpClientBuilder AddSidecarClient(this IServiceCollection services) => services
        .AddHttpClient("sidecar", client => client.BaseAddress = new Uri("http://localhost:" + (Environment.GetEnvironmentVariable("DAPR_HTTP_PORT") ?? "3500")))
        .ConfigurePrimaryHttpMessageHandler(provider => provider.GetKeyedService<HttpMessageHandler>("dapr") ?? new SocketsHttpHandler());
}
