using System.Net;
using Fleet.Gateway.Pages;
using Fleet.Gateway.Pay;

namespace Fleet.Gateway.Objecting;

/// <summary><c>/object/{fineId}</c>: objects to a fine without a script.</summary>
internal sealed class ObjectPages(PayDesk desk)
{
    private const int MostGrounds = 4_000;
    private const int MostFormBytes = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/object/{fineId}", (string fineId, HttpContext context, ObjectPages pages) => pages.Show(fineId, context)).ExcludeFromDescription();
        routes.MapPost("/object/{fineId}", (string fineId, HttpContext context, ObjectPages pages) => pages.Take(fineId, context)).ExcludeFromDescription();
    }

    private async Task<IResult> Show(string fineId, HttpContext context)
    {
        if (!PageAnswers.IsFineId(fineId)) return Unknown(context);
        var asked = await desk.Payable(fineId, context.RequestAborted);
        return asked switch
        {
            { Value: not null } => PageAnswers.Html(context, HttpStatusCode.OK, ObjectHtml.Form(fineId, PageAnswers.NewKey(), isEmpty: false)),
            { Status: HttpStatusCode.NotFound } => Unknown(context),
            _ => PageAnswers.Away(context, ObjectHtml.Away(fineId)),
        };
    }

    private async Task<IResult> Take(string fineId, HttpContext context)
    {
        if (!PageAnswers.IsFineId(fineId)) return Unknown(context);
        var form = await PageAnswers.Form(context.Request, MostFormBytes);
        var (key, grounds) = (PageAnswers.OnceKey(form), form?["grounds"].ToString().Trim() ?? "");
        if (grounds.Length is 0 or > MostGrounds) return PageAnswers.Html(context, HttpStatusCode.BadRequest, ObjectHtml.Form(fineId, key, isEmpty: true));
        var taken = await desk.Object(fineId, "page-" + key, grounds, context.RequestAborted);
        return taken switch
        {
            { Value: not null } => PageAnswers.Html(context, HttpStatusCode.OK, ObjectHtml.Taken(fineId)),
            { Status: HttpStatusCode.Conflict } => PageAnswers.Html(context, HttpStatusCode.Conflict, ObjectHtml.NotPossible(fineId)),
            { Status: HttpStatusCode.NotFound } => Unknown(context),
            _ => PageAnswers.Away(context, ObjectHtml.Away(fineId)),
        };
    }

    private static IResult Unknown(HttpContext context) => PageAnswers.Html(context, HttpStatusCode.NotFound, PageFrame.UnknownFine);
}
