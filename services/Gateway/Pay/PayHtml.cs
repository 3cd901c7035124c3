using System.Globalization;
using System.Text.Encodings.Web;
using Fleet.Contracts.FineCollection;

namespace Fleet.Gateway.Pay;

/// <summary>The pages as HTML: no script, nothing personal, everything encoded.</summary>
internal static class PayHtml
{
    /// <summary>A page that asks for the payment.</summary>
    /// <param name="fine">What can be paid.</param>
    /// <param name="onceKey">Makes a button that is pressed twice open one checkout.</param>
    public static string Payable(Payable fine, string onceKey) => Page("Pay your fine", $"""
        <p>Reference: <strong>{Text(fine.FineId)}</strong></p>
        <p class="amount" id="amount">{Money(fine.Amount!)}</p>
        {Terms(fine)}
        <form method="post" action="/pay/{Text(fine.FineId)}">
          <input type="hidden" name="once" value="{Text(onceKey)}">
          <button type="submit" id="pay">Pay {Money(fine.Amount!)}</button>
        </form>
        <p>You pay on the page of our payment provider and come back here afterwards.</p>
        """);

    /// <summary>A page after the payer came back, when the money is not known yet.</summary>
    public static string Waiting(Payable fine) => Page("We are waiting for your payment", $"""
        <p>We have not heard from the payment provider yet. This can take a minute.</p>
        <p>Reference: <strong>{Text(fine.FineId)}</strong></p>
        <p><a id="again" href="/pay/{Text(fine.FineId)}/return">Look again</a></p>
        <p>If you did not pay, you can <a href="/pay/{Text(fine.FineId)}">pay now</a>. Still due: {Money(fine.Amount!)}.</p>
        """);

    /// <summary>A page that asks for nothing.</summary>
    public static string Nothing(string fineId, string? code) => code == "already_paid"
        ? Page("Thank you: this fine is paid", $"<p>Nothing is due on <strong>{Text(fineId)}</strong> any more.</p>")
        : Page("There is nothing to pay", $"<p>Nothing can be paid on <strong>{Text(fineId)}</strong>: {Text(Why(code))}</p>");

    public static string Unknown() => Page("We do not know this fine", "<p>Please check the address in your notice: letter by letter, without spaces.</p>");

    public static string Away(string fineId) => Page("Payment is not possible right now", $"""
        <p>Nothing was paid and nothing is lost. Please try again in a few minutes.</p>
        <p><a id="again" href="/pay/{Text(fineId)}">Try again</a></p>
        """);

    private static string Terms(Payable fine)
    {
        var discount = fine.DiscountUntil is { } until ? $"<p>This lower amount suffices until <strong>{Day(until)}</strong>; afterwards it is {Money(fine.Due!)}.</p>" : "";
        return discount + (fine.DueDate is { } due ? $"<p>Please pay by <strong>{Day(due)}</strong>.</p>" : "");
    }

    private static string Why(string? code) => code switch
    {
        "referred_to_prosecutor" => "the case is with the prosecutor, who will write to you.",
        "closed" => "it is closed.",
        _ => "nothing is due.",
    };

    private static string Money(Money amount) => Text(MoneyText.Of(amount.MinorUnits, amount.Currency));

    private static string Day(DateOnly day) => $"""<time datetime="{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}">{day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}</time>""";

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);

    private static string Page(string title, string body) => $"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="robots" content="noindex">
          <title>{title}</title>
          <link rel="stylesheet" href="/pay.css">
        </head>
        <body>
          <main>
            <h1>{title}</h1>
            {body}
          </main>
        </body>
        </html>
        """;
}
