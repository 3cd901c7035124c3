using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Tests.Services.Chain;

/// <summary>Stands between a service and its sidecar: answers in the sidecar's place what a test wants answered.</summary>
internal sealed class Between : DelegatingHandler
{
    /// <summary>Gives an answer, or null to pass the request on.</summary>
    public Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage?>> Answer { get; set; } = (_, _) => Task.FromResult<HttpResponseMessage?>(null);

    /// <summary>Takes the place of the handler that leads to the sidecar.</summary>
    public void Register(IServiceCollection services)
    {
        var way = services.Last(service => service.IsKeyedService && service.ServiceType == typeof(HttpMessageHandler));
        InnerHandler = (HttpMessageHandler)way.KeyedImplementationInstance!;
        services.Remove(way);
        services.AddKeyedSingleton<HttpMessageHandler>(way.ServiceKey, this);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        await Answer(request, cancellationToken) ?? await base.SendAsync(request, cancellationToken);
}
