using System.Globalization;
using Fleet.Contracts.FineCollection;
using Fleet.Gateway.Pages;

namespace Fleet.Gateway.Pay;

/// <summary>The pages as HTML: no script, nothing personal, everything encoded.</summary>
internal static class PayHtml
{
    /// <summary>A page that asks for the payment.</summary>
    /// <param name="fine">What can be paid.</param>
    /// <param name="onceKey">Makes a button that is pressed twice open one checkout.</param>
    public static string Payable(Payable fine, string onceKey) => PageFrame.Of("Pay your fine", $"""
        <p>Reference: <strong>{PageFrame.Text(fine.FineId)}</strong></p>
        <p class="amount" id="amount">{Money(fine.Amount!)}</p>
        {Terms(fine)}
        <form method="post" action="/pay/{PageFrame.Text(fine.FineId)}">
          <input type="hidden" name="once" value="{PageFrame.Text(onceKey)}">
          <button type="submit" id="pay">Pay {Money(fine.Amount!)}</button>
        </form>
        <p>You pay on the page of our payment provider and come back here afterwards.</p>
        """);

    /// <summary>A page after the payer came back, when the money is not known yet.</summary>
    public static string Waiting(Payable fine) => PageFrame.Of("We are waiting for your payment", $"""
        <p>We have not heard from the payment provider yet. This can take a minute.</p>
        <p>Reference: <strong>{PageFrame.Text(fine.FineId)}</strong></p>
        <p><a id="again" href="/pay/{PageFrame.Text(fine.FineId)}/return">Look again</a></p>
        <p>If you did not pay, you can <a href="/pay/{PageFrame.Text(fine.FineId)}">pay now</a>. Still due: {Money(fine.Amount!)}.</p>
        """);

    /// <summary>A page that asks for nothing.</summary>
    public static string Nothing(string fineId, string? code) => code == "already_paid"
        ? PageFrame.Of("Thank you: this fine is paid", $"<p>Nothing is due on <strong>{PageFrame.Text(fineId)}</strong> any more.</p>")
        : PageFrame.Of("There is nothing to pay", $"<p>Nothing can be paid on <strong>{PageFrame.Text(fineId)}</strong>: {PageFrame.Text(Why(code))}</p>");

    public static string Away(string fineId) => PageFrame.Of("Payment is not possible right now", $"""
        <p>Nothing was paid and nothing is lost. Please try again in a few minutes.</p>
        <p><a id="again" href="/pay/{PageFrame.Text(fineId)}">Try again</a></p>
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

    private static string Money(Money amount) => PageFrame.Text(MoneyText.Of(amount.MinorUnits, amount.Currency));

    private static string Day(DateOnly day) => $"""<time datetime="{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}">{day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}</time>""";
}
