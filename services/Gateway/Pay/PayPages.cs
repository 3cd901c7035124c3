using System.Net;
using Fleet.Gateway.Pages;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Pay;

/// <summary>Where the pages are from outside; section <c>Pay</c> of the configuration.</summary>
public sealed class PayOptions
{
    /// <summary>Address of the gateway as payers see it, e.g. <c>https://fines.example.org</c>; absent: as the request named it.</summary>
    public Uri? Site { get; set; }
}

/// <summary><c>/pay/{fineId}</c>: pays a fine without a script. It shows what is to be paid and until when, and nothing about anybody.</summary>
internal sealed class PayPages(PayDesk desk, IOptions<PayOptions> options)
{
    private const int MostFormBytes = 4 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/pay/{fineId}", (string fineId, HttpContext context, PayPages pages) => pages.Show(fineId, context)).ExcludeFromDescription();
        routes.MapPost("/pay/{fineId}", (string fineId, HttpContext context, PayPages pages) => pages.Pay(fineId, context)).ExcludeFromDescription();
        routes.MapGet("/pay/{fineId}/return", (string fineId, HttpContext context, PayPages pages) => pages.Return(fineId, context)).ExcludeFromDescription();
        // A notice links to the fine itself, too: what there is to see of it is what is to be paid.
        routes.MapGet("/fines/{fineId}", (string fineId) => TypedResults.LocalRedirect("/pay/" + Uri.EscapeDataString(fineId))).ExcludeFromDescription();
    }

    private Task<IResult> Show(string fineId, HttpContext context) => With(fineId, context, fine => PayHtml.Payable(fine, PageAnswers.NewKey()));

    private Task<IResult> Return(string fineId, HttpContext context) => With(fineId, context, PayHtml.Waiting);

    private async Task<IResult> Pay(string fineId, HttpContext context)
    {
        if (!PageAnswers.IsFineId(fineId)) return Unknown(context);
        var key = PageAnswers.OnceKey(await PageAnswers.Form(context.Request, MostFormBytes));
        var opened = await desk.Open(fineId, "page-" + key, ReturnUrl(context.Request, fineId), context.RequestAborted);
        if (opened.Status == HttpStatusCode.Conflict) return await With(fineId, context, fine => PayHtml.Payable(fine, PageAnswers.NewKey()));
        if (opened.Value is not { } checkout) return opened.Status == HttpStatusCode.NotFound ? Unknown(context) : PageAnswers.Away(context, PayHtml.Away(fineId));
        PageAnswers.Secure(context.Response);
        context.Response.Headers.Location = checkout.Url;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private async Task<IResult> With(string fineId, HttpContext context, Func<Payable, string> payable)
    {
        if (!PageAnswers.IsFineId(fineId)) return Unknown(context);
        var asked = await desk.Payable(fineId, context.RequestAborted);
        return asked switch
        {
            { Value: { Amount: not null } fine } => PageAnswers.Html(context, HttpStatusCode.OK, payable(fine)),
            { Value: { } fine } => PageAnswers.Html(context, HttpStatusCode.OK, PayHtml.Nothing(fine.FineId, fine.Code)),
            { Status: HttpStatusCode.NotFound } => Unknown(context),
            _ => PageAnswers.Away(context, PayHtml.Away(fineId)),
        };
    }

    private Uri ReturnUrl(HttpRequest request, string fineId)
    {
        var site = options.Value.Site ?? new Uri($"{request.Scheme}://{request.Host}");
        return new Uri(site, $"/pay/{fineId}/return");
    }

    private static IResult Unknown(HttpContext context) => PageAnswers.Html(context, HttpStatusCode.NotFound, PageFrame.UnknownFine);
}
