using System.Net;

namespace Fleet.Tests.Unit.DaprSdk;

/// <summary>As much of a sidecar as actor calls need: it passes methods on to the app and has no state for anybody.</summary>
internal sealed class ActorSidecar : HttpMessageHandler
{
    private const string Actors = "/v1.0";

    public HttpClient? App { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.PathAndQuery[Actors.Length..];
        if (!path.Contains("/method/", StringComparison.Ordinal))
        {
            return new HttpResponseMessage(HttpStatusCode.NoContent);
        }

        using var call = new HttpRequestMessage(HttpMethod.Put, path) { Content = request.Content };
        foreach (var header in request.Headers)
        {
            call.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return await App!.SendAsync(call, cancellationToken);
    }
}
