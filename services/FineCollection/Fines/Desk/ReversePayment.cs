using Fleet.FineCollection.Domain.Life;
using Fleet.ServiceDefaults;

namespace Fleet.FineCollection.Fines.Desk;

/// <summary><c>POST /v1/fines/{id}/payments/{paymentId}/reversal</c>: a payment was dishonoured.</summary>
internal static class ReversePayment
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("payments/{paymentId}/reversal", "Reverses a dishonoured payment: what it had covered is due again.", body => new ReversalBody(body.Text("reason", 1_000)), Command);

    /// <param name="Reason">1 to 1,000 characters.</param>
    internal sealed record ReversalBody(string Reason);

    private static FineCommand.ReversePayment Command(ReversalBody body, DeskFacts facts)
    {
        var paymentId = (string)facts.Route["paymentId"]!;
        return facts.Fine.Payments?.Any(payment => payment.Id == paymentId) is true
            ? new FineCommand.ReversePayment(paymentId, body.Reason)
            : throw new RequestRefusedException(StatusCodes.Status404NotFound, "not_found", "The fine has no payment of this id.", "paymentId");
    }
}
