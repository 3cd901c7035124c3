using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Fines.Desk;

/// <summary><c>POST /v1/fines/{id}/payments</c>: money came in. What is not due is owed back.</summary>
internal static class PayFine
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("payments", "Books a payment; what is not due is owed back.", Read, Command);

    /// <param name="Amount">In the currency of the fine.</param>
    /// <param name="ValueDate">The day on which it counts as paid, local date of the road; the day of the request when absent.</param>
    /// <param name="Method">How; <c>other</c> when absent.</param>
    internal sealed record PaymentBody(Money Amount, DateOnly? ValueDate, string? Method);

    private static PaymentBody Read(BodyFields body) => new(body.Money("amount"), body.OptionalDate("valueDate"), body.OptionalText("method", 40));

    private static FineCommand.Pay Command(PaymentBody body, DeskFacts facts) =>
        new(facts.IdOf("pay"), body.Amount, facts.NotLater(body.ValueDate ?? facts.Today, "valueDate"), body.Method ?? "other");
}
