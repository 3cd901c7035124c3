using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Fleet.Runtime.Invocation;

/// <summary>The answer as the caller gets it: the callee's, streamed.</summary>
internal static class InvocationResponse
{
    public static async Task CopyAsync(HttpResponseMessage from, HttpResponse to, CancellationToken cancellationToken)
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
            return;
        to.ContentType ??= "application/octet-stream";
        await from.Content.CopyToAsync(to.Body, cancellationToken);
    }

    private static StringValues Values(HeaderStringValues values) =>
        values.Count == 1 ? values.ToString() : values.ToArray();
}
