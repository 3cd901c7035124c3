using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Tests.Services.VehicleTracking;

/// <summary>Stands between a service and its sidecar and breaks calls whose path a test names.</summary>
internal sealed class SidecarFaults : DelegatingHandler
{
    private Func<HttpRequestMessage, bool> breaks = _ => false;
    private int broken;

    /// <summary>How many calls were broken.</summary>
    public int Broken => Volatile.Read(ref broken);

    public void Break(Func<HttpRequestMessage, bool> which) => breaks = which;

    public void Mend() => breaks = _ => false;

    /// <summary>Takes the place of the handler that leads to the sidecar.</summary>
    public void StandBetween(IServiceCollection services)
    {
        var way = services.Last(service => service.IsKeyedService && service.ServiceType == typeof(HttpMessageHandler));
        InnerHandler = (HttpMessageHandler)way.KeyedImplementationInstance!;
        services.Remove(way);
        services.AddKeyedSingleton<HttpMessageHandler>(way.ServiceKey, this);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!breaks(request)) return base.SendAsync(request, cancellationToken);
        Interlocked.Increment(ref broken);
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.InternalServerError) { RequestMessage = request });
    }
}
