using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Fleet.Gateway.Pages;

/// <summary>Answers with a page, and reads what a page sends.</summary>
internal static partial class PageAnswers
{
    // A button may lead to the payment provider's page by a redirect, which a browser counts as a target of the form.
    private const string Policy =
        "default-src 'none'; style-src 'self'; form-action 'self' https: http://127.0.0.1:* http://localhost:*; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Whether a path can name a fine.</summary>
    public static bool IsFineId(string text) => FineId().IsMatch(text);

    /// <summary>A page.</summary>
    public static IResult Html(HttpContext context, HttpStatusCode status, string page)
    {
        Secure(context.Response);
        return TypedResults.Content(page, "text/html; charset=utf-8", statusCode: (int)status);
    }

    /// <summary>A page that says to come again.</summary>
    public static IResult Away(HttpContext context, string page)
    {
        context.Response.Headers.RetryAfter = "60";
        return Html(context, HttpStatusCode.ServiceUnavailable, page);
    }

    /// <summary>Nobody keeps, frames or guesses about these pages.</summary>
    public static void Secure(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }

    /// <summary>The form of a request; null when there is none, or it is longer than <paramref name="mostBytes"/>.</summary>
    public static async Task<IFormCollection?> Form(HttpRequest request, int mostBytes) =>
        request.HasFormContentType && request.ContentLength is { } length && length <= mostBytes
            ? await request.ReadFormAsync(request.HttpContext.RequestAborted)
            : null;

    /// <summary>The key that the form of a page carries, so that a button pressed twice does its work once.</summary>
    public static string OnceKey(IFormCollection? form) => form?["once"] is [{ } key] && Key().IsMatch(key) ? key : NewKey();

    /// <summary>Another key.</summary>
    public static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    [GeneratedRegex(@"^fin_[A-Za-z0-9_\-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex FineId();

    [GeneratedRegex(@"^[0-9a-f]{32}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Key();
}
