using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Fines.Desk;

/// <summary><c>POST /v1/fines/{id}/refunds</c>: what was paid too much went back.</summary>
internal static class RefundOverpayment
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("refunds", "Books that what was paid too much went back.", body => new RefundBody(body.Money("amount")), (body, facts) => new FineCommand.Refund(facts.IdOf("ref"), body.Amount));

    /// <param name="Amount">At most what is owed back.</param>
    internal sealed record RefundBody(Money Amount);
}
