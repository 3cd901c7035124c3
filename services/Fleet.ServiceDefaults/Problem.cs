using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Fleet.ServiceDefaults;

/// <summary>
/// Problem details (RFC 9457) as every service answers them: besides the standard members a stable <c>code</c>, the
/// offending <c>param</c> where there is one, and the <c>requestId</c>, which is the W3C trace id.
/// </summary>
public static class Problem
{
    /// <summary>A refusal with a name.</summary>
    /// <param name="status">HTTP status, 400 to 599.</param>
    /// <param name="code">Stable snake_case reason, for programs.</param>
    /// <param name="detail">What is wrong and what would be right, for people.</param>
    /// <param name="param">The offending field or parameter; null when the request as a whole is refused.</param>
    public static ProblemHttpResult Of(int status, string code, string detail, string? param = null)
    {
        var problem = new ProblemDetails { Status = status, Detail = detail };
        problem.Extensions["code"] = code;
        if (param is not null) problem.Extensions["param"] = param;
        return TypedResults.Problem(problem);
    }

    /// <summary>404 for an id that does not exist.</summary>
    public static ProblemHttpResult NotFound(string what, string id, string param = "id") =>
        Of(StatusCodes.Status404NotFound, "not_found", $"There is no {what} '{id}'.", param);

    /// <summary>Where in a JSON text something is wrong, e.g. <c>cameras[2].name</c>; null for the text as a whole.</summary>
    public static string? Param(JsonException exception)
    {
        var path = exception.Path?.TrimStart('$').TrimStart('.');
        return string.IsNullOrEmpty(path) ? null : path;
    }

    /// <summary>Names a request: its W3C trace id.</summary>
    public static string RequestId(HttpContext context) =>
        Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
}

/// <summary>A request that cannot be read as what it should be: thrown by binding code, answered as problem details.</summary>
public sealed class RequestRefusedException(int status, string code, string detail, string? param = null, Exception? cause = null)
    : BadHttpRequestException(detail, status, cause!)
{
    /// <summary>Stable snake_case reason.</summary>
    public string Code { get; } = code;

    /// <summary>The offending field or parameter.</summary>
    public string? Param { get; } = param;
}
