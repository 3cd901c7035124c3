using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Tests.Services.Chain;

/// <summary>Stands between a service and its sidecar: answers in the sidecar's place what a test wants answered.</summary>
internal sealed class Between : DelegatingHandler
{
    /// <summary>Gives an answer, or null to pass the request on.</summary>
    public Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage?>> Answer { get; set; } = (_, _) => Task.FromResult<HttpResponseMessage?>(null);

    /// <summary>Fails the requests whose path matches <paramref name="pattern"/>, so many times; returns how often it did.</summary>
    public Func<int> Fail(string pattern, int times = int.MaxValue)
    {
        var failed = 0;
        Answer = (request, _) => Task.FromResult(
            Regex.IsMatch(request.RequestUri!.AbsolutePath, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)) && Interlocked.Increment(ref failed) <= times
                ? new HttpResponseMessage(System.Net.HttpStatusCode.InternalServerError) { RequestMessage = request, Content = new StringContent("") }
                : null);
        return () => Volatile.Read(ref failed);
    }

    /// <summary>Lets everything pass again.</summary>
    public void Mend() => Answer = (_, _) => Task.FromResult<HttpResponseMessage?>(null);

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
