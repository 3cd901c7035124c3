using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain.Life;
using Fleet.ServiceDefaults;

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
        body.ValueDate > facts.Today
            ? throw new RequestRefusedException(
                StatusCodes.Status400BadRequest, "out_of_range", FormattableString.Invariant($"valueDate is {facts.Today:yyyy-MM-dd} at the latest, which is today at the road."), "valueDate")
            : new FineCommand.Pay(facts.OrderId, body.Amount, body.ValueDate ?? facts.Today, body.Method ?? "other");
}
