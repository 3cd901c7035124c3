using System.Net.Http.Headers;
using Fleet.Runtime.Http;
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

    private static void Copy(string name, HeaderStringValues values, HttpResponse to)
    {
        if (values.All(HeaderValue.IsLegal))
            to.Headers[name] = Values(values);
    }

    private static StringValues Values(HeaderStringValues values) =>
        values.Count == 1 ? values.ToString() : values.ToArray();
}
