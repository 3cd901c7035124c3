using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Pay;

/// <summary>Where the pages are from outside; section <c>Pay</c> of the configuration.</summary>
public sealed class PayOptions
{
    /// <summary>Address of the gateway as payers see it, e.g. <c>https://fines.example.org</c>; absent: as the request named it.</summary>
    public Uri? Site { get; set; }
}

/// <summary><c>/pay/{fineId}</c>: pays a fine without a script. It shows what is to be paid and until when, and nothing about anybody.</summary>
internal sealed partial class PayPages(PayDesk desk, IOptions<PayOptions> options)
{
    private const int MostFormBytes = 4 * 1024;

    // The button leads to the provider's page by a redirect, which a browser counts as a target of the form.
    private const string Policy =
        "default-src 'none'; style-src 'self'; form-action 'self' https: http://127.0.0.1:* http://localhost:*; base-uri 'none'; frame-ancestors 'none'";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/pay/{fineId}", (string fineId, HttpContext context, PayPages pages) => pages.Show(fineId, context)).ExcludeFromDescription();
        routes.MapPost("/pay/{fineId}", (string fineId, HttpContext context, PayPages pages) => pages.Pay(fineId, context)).ExcludeFromDescription();
        routes.MapGet("/pay/{fineId}/return", (string fineId, HttpContext context, PayPages pages) => pages.Return(fineId, context)).ExcludeFromDescription();
    }

    private Task<IResult> Show(string fineId, HttpContext context) => With(fineId, context, fine => PayHtml.Payable(fine, NewKey()));

    private Task<IResult> Return(string fineId, HttpContext context) => With(fineId, context, PayHtml.Waiting);

    private async Task<IResult> Pay(string fineId, HttpContext context)
    {
        if (!FineId().IsMatch(fineId)) return Html(context, HttpStatusCode.NotFound, PayHtml.Unknown());
        var key = await OnceKey(context.Request) ?? NewKey();
        var opened = await desk.Open(fineId, "page-" + key, ReturnUrl(context.Request, fineId), context.RequestAborted);
        if (opened.Status == HttpStatusCode.Conflict) return await With(fineId, context, fine => PayHtml.Payable(fine, NewKey()));
        if (opened.Value is not { } checkout) return opened.Status == HttpStatusCode.NotFound ? Html(context, HttpStatusCode.NotFound, PayHtml.Unknown()) : Away(fineId, context);
        Secure(context.Response);
        context.Response.Headers.Location = checkout.Url;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private async Task<IResult> With(string fineId, HttpContext context, Func<Payable, string> payable)
    {
        if (!FineId().IsMatch(fineId)) return Html(context, HttpStatusCode.NotFound, PayHtml.Unknown());
        var asked = await desk.Payable(fineId, context.RequestAborted);
        return asked switch
        {
            { Value: { Amount: not null } fine } => Html(context, HttpStatusCode.OK, payable(fine)),
            { Value: { } fine } => Html(context, HttpStatusCode.OK, PayHtml.Nothing(fine.FineId, fine.Code)),
            { Status: HttpStatusCode.NotFound } => Html(context, HttpStatusCode.NotFound, PayHtml.Unknown()),
            _ => Away(fineId, context),
        };
    }

    private Uri ReturnUrl(HttpRequest request, string fineId)
    {
        var site = options.Value.Site ?? new Uri($"{request.Scheme}://{request.Host}");
        return new Uri(site, $"/pay/{fineId}/return");
    }

    private static async Task<string?> OnceKey(HttpRequest request)
    {
        if (!request.HasFormContentType || request.ContentLength is null or > MostFormBytes) return null;
        return (await request.ReadFormAsync(request.HttpContext.RequestAborted))["once"] is [{ } key] && Key().IsMatch(key) ? key : null;
    }

    private static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static IResult Away(string fineId, HttpContext context)
    {
        context.Response.Headers.RetryAfter = "60";
        return Html(context, HttpStatusCode.ServiceUnavailable, PayHtml.Away(fineId));
    }

    private static IResult Html(HttpContext context, HttpStatusCode status, string page)
    {
        Secure(context.Response);
        return TypedResults.Content(page, "text/html; charset=utf-8", statusCode: (int)status);
    }

    private static void Secure(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }

    [GeneratedRegex(@"^fin_[A-Za-z0-9_\-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex FineId();

    [GeneratedRegex(@"^[0-9a-f]{32}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Key();
}
