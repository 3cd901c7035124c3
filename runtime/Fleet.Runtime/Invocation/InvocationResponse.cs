using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Fleet.Runtime.Invocation;

/// <summary>The answer as the caller gets it: the callee's, streamed.</summary>
internal static class InvocationResponse
{
    /// <summary>Copies status, headers and body.</summary>
    /// <returns>Bytes of the body.</returns>
    public static async Task<long> CopyAsync(HttpResponseMessage from, HttpResponse to, CancellationToken cancellationToken)
    {
        to.StatusCode = (int)from.StatusCode;
        foreach (var (name, values) in from.Headers.NonValidated)
        {
            if (name is not ("Transfer-Encoding" or "Date" or "Connection" or "Keep-Alive"))
                to.Headers[name] = Values(values);
        }

        foreach (var (name, values) in from.Content.Headers.NonValidated)
            to.Headers[name] = Values(values);
        if (to.StatusCode is 204 or 304 or < 200)
            return 0;
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

    private static StringValues Values(HeaderStringValues values) =>
        values.Count == 1 ? values.ToString() : values.ToArray();
}
