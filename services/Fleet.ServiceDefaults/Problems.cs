using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.ServiceDefaults;

/// <summary>Makes every error of a service a <see cref="Problem"/>, whoever found it: routing, binding, a handler, a crash.</summary>
internal static partial class Problems
{
    public static void AddProblems(this IServiceCollection services)
    {
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Complete);
    }

    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = exception => (exception as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status500InternalServerError,
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
        });
        app.UseStatusCodePages();
    }

    private static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        if (context.Exception is BadHttpRequestException refused) Describe(problem, refused);
        problem.Extensions.TryAdd("code", DefaultCode(problem.Status ?? context.HttpContext.Response.StatusCode));
        if (problem.Status is 429 or 503) context.HttpContext.Response.Headers.RetryAfter = "1";
        // A repeated answer names the request that it was first given to.
        problem.Extensions.TryAdd("requestId", Problem.RequestId(context.HttpContext));
        problem.Extensions.Remove("traceId");
    }

    private static void Describe(ProblemDetails problem, BadHttpRequestException refused)
    {
        var (code, param, detail) = refused switch
        {
            RequestRefusedException named => (named.Code, named.Param, named.Message),
            { InnerException: JsonException { InnerException: JsonException } json } => ("malformed_json", Problem.Param(json), "The body is not valid JSON."),
            { InnerException: JsonException json } => ("wrong_type", Problem.Param(json), "A field does not have the type that the API describes."),
            _ when NamedParameter(refused.Message) is { } name => ("wrong_type", name, $"{name} does not have the type that the API describes."),
            _ => (DefaultCode(refused.StatusCode), null, refused.Message),
        };
        problem.Detail = detail;
        problem.Extensions["code"] = code;
        if (param is not null) problem.Extensions["param"] = param;
    }

    // Binding says: Failed to bind parameter "int limit" from "x". The name is only in that text.
    private static string? NamedParameter(string message)
    {
        var match = ParameterInText().Match(message);
        return match.Success ? JsonNamingPolicy.CamelCase.ConvertName(match.Groups["name"].Value) : null;
    }

    private static string DefaultCode(int status) => status switch
    {
        400 => "bad_request",
        404 => "not_found",
        405 => "method_not_allowed",
        413 => "body_too_large",
        415 => "unsupported_media_type",
        429 => "too_many_requests",
        503 => "unavailable",
        >= 500 => "internal_error",
        _ => "refused",
    };

    [GeneratedRegex("parameter \"[^\"]* (?<name>[^\" ]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex ParameterInText();
}
