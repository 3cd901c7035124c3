using Microsoft.AspNetCore.Http;

namespace Fleet.Runtime.Hosting;

/// <summary>Which pages of other origins may call the API. With the default, <c>*</c>, daprd has no CORS at all.</summary>
internal static class Cors
{
    private static readonly string[] Methods = ["HEAD", "GET", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>Sets the headers for an origin that is let in; true: it was only the browser's question, and is answered.</summary>
    public static bool Answers(HttpContext http, string allowedOrigins)
    {
        if (allowedOrigins is "*" or "")
            return false;
        var (request, response) = (http.Request, http.Response);
        var origin = request.Headers.Origin.ToString();
        var wanted = request.Headers.AccessControlRequestMethod.ToString();
        var isQuestion = HttpMethods.IsOptions(request.Method) && wanted.Length > 0;
        var isAllowed = origin.Length > 0 && allowedOrigins.Split(',').Any(allowed => Allows(allowed.Trim(), origin));
        response.Headers.Append("Vary", "Origin");
        if (isQuestion)
        {
            response.Headers.Append("Vary", "Access-Control-Request-Method");
            response.Headers.Append("Vary", "Access-Control-Request-Headers");
        }

        var method = (isQuestion ? wanted : request.Method).ToUpperInvariant();
        if (!isAllowed || !(Methods.Contains(method) || method == "OPTIONS"))
            return isQuestion;
        response.Headers.AccessControlAllowOrigin = origin;
        if (!isQuestion)
            return false;
        response.Headers.AccessControlAllowMethods = method;
        if (request.Headers.AccessControlRequestHeaders is { Count: > 0 } headers)
            response.Headers.AccessControlAllowHeaders = headers;
        return true;
    }

    private static bool Allows(string allowed, string origin)
    {
        var star = allowed.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? allowed.Equals(origin, StringComparison.OrdinalIgnoreCase)
            : origin.Length >= allowed.Length - 1
                && origin.StartsWith(allowed[..star], StringComparison.OrdinalIgnoreCase)
                && origin.EndsWith(allowed[(star + 1)..], StringComparison.OrdinalIgnoreCase);
    }
}
