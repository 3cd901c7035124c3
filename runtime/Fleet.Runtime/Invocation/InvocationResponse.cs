using System.Net.Http.Headers;
using Fleet.Runtime.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Fleet.Runtime.Invocation;

/// <summary>The answer as the caller gets it: the callee's, streamed.</summary>
internal static class InvocationResponse
{
    private const string EventStream = "text/event-stream";

    /// <summary>Copies status, headers and body.</summary>
    /// <returns>Bytes of the body.</returns>
    public static async Task<long> CopyAsync(HttpResponseMessage from, HttpResponse to, CancellationToken cancellationToken)
    {
        if ((int)from.StatusCode < 200)
            throw new HttpRequestException($"the app answered {(int)from.StatusCode}");
        to.StatusCode = (int)from.StatusCode;
        foreach (var (name, values) in from.Headers.NonValidated)
        {
            if (name is not ("Transfer-Encoding" or "Date" or "Connection" or "Keep-Alive"))
                Copy(name, values, to);
        }

        foreach (var (name, values) in from.Content.Headers.NonValidated)
            Copy(name, values, to);
        if (to.StatusCode is 204 or 304 or < 200)
            return 0;
        if (IsEventStream(to))
            await BeginEventsAsync(to, cancellationToken);
        to.ContentType ??= "application/octet-stream";
        if (to.ContentLength is { } length)
        {
            await from.Content.CopyToAsync(to.Body, cancellationToken);
            return length;
        }

        var counted = new CountedStream(to.Body);
        await from.Content.CopyToAsync(counted, cancellationToken);
        return counted.Written;
    }

    private static bool IsEventStream(HttpResponse to) => to.ContentType is null
        ? to.StatusCode < 300 && AsksForEvents(to)
        : to.ContentType.StartsWith(EventStream, StringComparison.OrdinalIgnoreCase);

    private static bool AsksForEvents(HttpResponse to) => to.HttpContext.Request.Headers.Accept.ToString().StartsWith(EventStream, StringComparison.OrdinalIgnoreCase);

    // Who waits for events is told at once that they will come, not with the first of them.
    private static Task BeginEventsAsync(HttpResponse to, CancellationToken cancellationToken)
    {
        if (AsksForEvents(to))
        {
            to.ContentType = EventStream;
            to.Headers.CacheControl = "no-cache";
            to.Headers.Connection = "keep-alive";
        }

        return to.Body.FlushAsync(cancellationToken);
    }

    private static void Copy(string name, HeaderStringValues values, HttpResponse to)
    {
        if (values.All(HeaderValue.IsLegal))
            to.Headers[name] = Values(values);
    }

    private static StringValues Values(HeaderStringValues values) =>
        values.Count == 1 ? values.ToString() : values.ToArray();
}
