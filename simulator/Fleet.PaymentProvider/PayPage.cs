using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.PaymentProvider;

/// <summary>The page where a person pays or declines, without a script.</summary>
internal static class PayPage
{
    public static void Map(IEndpointRouteBuilder routes, ProviderBook book, EventSender sender, TimeProvider time)
    {
        routes.MapGet("/checkouts/{id}", (RequestDelegate)(http => Show(http, book, time)));
        routes.MapPost("/checkouts/{id}/pay", (RequestDelegate)(http => Pay(http, book, sender, time)));
        routes.MapPost("/checkouts/{id}/decline", (RequestDelegate)(http => Decline(http, book, sender, time)));
    }

    private static Task Show(HttpContext http, ProviderBook book, TimeProvider time)
    {
        if (Found(http, book) is not { } checkout) return Html(http, 404, "No such checkout", "<p>There is no such checkout.</p>");
        if (checkout.PaymentId is not null) return Html(http, 200, "Paid", "<p>This is paid.</p>" + Back(checkout));
        if (checkout.ExpiresAt <= time.GetUtcNow()) return Html(http, 410, "Too late", "<p>This checkout has expired; begin anew where you came from.</p>" + Back(checkout));
        return Html(http, 200, "Pay", $"""
            <p>{checkout.Amount.MinorUnits} minor units {Text(checkout.Amount.Currency)} for {Text(checkout.Reference)}. No money moves: this provider is for trials.</p>
            <form method="post" action="/checkouts/{checkout.Id}/pay"><button id="pay">Pay</button></form>
            <form method="post" action="/checkouts/{checkout.Id}/decline"><button id="decline">Decline</button></form>
            """);
    }

    private static Task Pay(HttpContext http, ProviderBook book, EventSender sender, TimeProvider time)
    {
        if (Found(http, book) is not { } checkout) return Html(http, 404, "No such checkout", "<p>There is no such checkout.</p>");
        if (book.Pay(checkout.Id, "card") is { } payment)
        {
            sender.Tell(new ProviderEvent(book.Next("evt"), "payment.succeeded", time.GetUtcNow(), new
            {
                id = payment.Id,
                checkoutId = payment.CheckoutId,
                reference = payment.Reference,
                amount = payment.Amount,
                paidAt = payment.PaidAt,
                method = payment.Method,
            }));
        }

        return GoOn(http, checkout);
    }

    private static Task Decline(HttpContext http, ProviderBook book, EventSender sender, TimeProvider time)
    {
        if (Found(http, book) is not { } checkout) return Html(http, 404, "No such checkout", "<p>There is no such checkout.</p>");
        sender.Tell(new ProviderEvent(book.Next("evt"), "payment.failed", time.GetUtcNow(), new { checkoutId = checkout.Id, reference = checkout.Reference, reason = "declined" }));
        return GoOn(http, checkout);
    }

    private static Task GoOn(HttpContext http, Checkout checkout)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = checkout.ReturnUrl ?? $"/checkouts/{checkout.Id}";
        return Task.CompletedTask;
    }

    private static Checkout? Found(HttpContext http, ProviderBook book) => book.Find((string)http.Request.RouteValues["id"]!);

    private static string Back(Checkout checkout) => checkout.ReturnUrl is { } url ? $"""<p><a href="{Text(url)}">Back</a></p>""" : "";

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);

    private static Task Html(HttpContext http, int status, string title, string body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync($"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
            <body><main><h1>{title}</h1>{body}</main></body></html>
            """);
    }
}
