using System.Net;
using System.Net.Http.Json;

namespace Fleet.Runtime.Faults;

/// <summary>Faults of a call over HTTP: an error is an answer, a lost one a broken connection.</summary>
public static class HttpFaults
{
    private static readonly FaultForm<HttpResponseMessage> Form = new(Refusal, () => new HttpRequestException("the connection broke"));

    /// <summary>Makes a call that <paramref name="carryOut"/> can make again as often as it is asked.</summary>
    internal static Task<HttpResponseMessage> RunHttpAsync(
        this FaultBook faults, in FaultPlace place, Func<CancellationToken, Task<HttpResponseMessage>> carryOut, CancellationToken cancellationToken) =>
        faults.RunAsync(place, Form, carryOut, cancellationToken);

    /// <summary>Sends a request as the faults of a book want it; while there are any, its body is kept, so that it can be sent twice.</summary>
    /// <exception cref="HttpRequestException">The connection broke, truly or by a fault.</exception>
    public static async Task<HttpResponseMessage> SendAsync(
        this FaultBook faults, FaultPlace place, HttpRequestMessage request, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        if (!faults.Acts) return await send(request, cancellationToken);
        var body = request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var isFirst = true;
        return await faults.RunHttpAsync(place with { Path = place.Path ?? PathOf(request) }, Send, cancellationToken);

        Task<HttpResponseMessage> Send(CancellationToken token)
        {
            var sent = isFirst ? request : Copy(request, body);
            isFirst = false;
            return send(sent, token);
        }
    }

    private static string PathOf(HttpRequestMessage request)
    {
        var uri = request.RequestUri!;
        return uri.IsAbsoluteUri ? uri.AbsolutePath : uri.OriginalString.Split('?')[0];
    }

    private static HttpRequestMessage Copy(HttpRequestMessage request, byte[]? body)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Version = request.Version, VersionPolicy = request.VersionPolicy };
        foreach (var (name, values) in request.Headers.NonValidated)
            copy.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values);
        if (body is null)
            return copy;
        copy.Content = new ByteArrayContent(body);
        foreach (var (name, values) in request.Content!.Headers.NonValidated)
            copy.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values);
        return copy;
    }

    private static HttpResponseMessage Refusal(FaultRule rule) => new((HttpStatusCode)(rule.Status ?? 500))
    {
        Content = JsonContent.Create(new { errorCode = FaultErrors.Refused(rule).Code, message = FaultErrors.Refused(rule).Message }),
    };
}
