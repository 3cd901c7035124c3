using System.Globalization;
using System.Net;
using System.Text;
using Fleet.Cli.Mailbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Cli.Control;

/// <summary>The mailbox as pages: a list, and a mail in a frame that may do nothing.</summary>
internal static class MailPages
{
    private const int PageSize = 100;
    private const string PagePolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'";
    private const string MailPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private const string Style = """
        <style>
        :root{color-scheme:light dark}
        body{font:15px system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1c2733}
        table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #dde3ea}
        iframe{width:100%;height:34rem;border:1px solid #dde3ea;background:#fff}a{color:#0b5cad}.quiet{color:#5b6875}
        @media(prefers-color-scheme:dark){body{background:#12161b;color:#e6e9ed}td,th,iframe{border-color:#2b323b}a{color:#7db4f0}.quiet{color:#9aa5b1}}
        </style>
        """;

    public static void Map(IEndpointRouteBuilder routes, MailStore mailbox)
    {
        routes.MapGet("/", http => Redirect(http, "/mail"));
        routes.MapGet("/mail", http => List(http, mailbox));
        routes.MapGet("/mail/{number:long}", http => Show(http, mailbox));
        routes.MapGet("/mail/{number:long}/body", http => Body(http, mailbox));
    }

    private static Task List(HttpContext http, MailStore mailbox)
    {
        var count = mailbox.Count;
        var before = long.TryParse(http.Request.Query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? Math.Clamp(given, 1, count + 1) : count + 1;
        var from = Math.Max(0, before - 1 - PageSize);
        var html = new StringBuilder($"<h1>Mailbox</h1><p class=quiet>{count} mails, the newest first</p><table><tr><th>Accepted<th>Subject<th>Came again</tr>");
        foreach (var mail in mailbox.List(from, (int)(before - 1 - from)).Reverse())
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{mail.AcceptedAt:yyyy-MM-dd HH:mm:ss}Z<td><a href=\"/mail/{mail.Number}\">{Text(mail.Subject)}</a><td>{mail.Repeats}</tr>");
        html.Append("</table>");
        if (from > 0)
            html.Append(CultureInfo.InvariantCulture, $"<p><a href=\"/mail?before={from + 1}\">Older</a></p>");
        return Page(http, "Mailbox", html.ToString());
    }

    private static Task Show(HttpContext http, MailStore mailbox)
    {
        if (Find(http, mailbox) is not var (number, mail))
            return NotFound(http);
        var content = MailContent.Parse(mail.Data);
        return Page(http, content.Subject, $"""
            <p><a href="/mail">Mailbox</a></p><h1>{Text(content.Subject)}</h1>
            <p class=quiet>from {Text(mail.From)} to {Text(string.Join(", ", mail.Recipients))}</p>
            <iframe sandbox title="Mail" src="/mail/{number}/body"></iframe>
            """);
    }

    private static Task Body(HttpContext http, MailStore mailbox)
    {
        if (Find(http, mailbox) is not var (_, mail))
            return NotFound(http);
        var content = MailContent.Parse(mail.Data);
        Harden(http, MailPolicy);
        http.Response.ContentType = content.IsHtml ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
        return http.Response.WriteAsync(content.Body);
    }

    private static (long Number, ReceivedMail Mail)? Find(HttpContext http, MailStore mailbox)
    {
        var number = long.Parse((string)http.Request.RouteValues["number"]!, CultureInfo.InvariantCulture);
        return mailbox.Find(number) is { } mail ? (number, mail) : null;
    }

    private static Task Page(HttpContext http, string title, string body)
    {
        Harden(http, PagePolicy);
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync($"<!doctype html><html lang=en><meta charset=utf-8><title>{Text(title)}</title>{Style}<body>{body}");
    }

    private static void Harden(HttpContext http, string policy)
    {
        http.Response.Headers.ContentSecurityPolicy = policy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
    }

    private static Task Redirect(HttpContext http, string to)
    {
        http.Response.Redirect(to);
        return Task.CompletedTask;
    }

    private static Task NotFound(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Page(http, "Mailbox", "<p>There is no such mail. <a href=\"/mail\">Mailbox</a></p>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
