using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Fines.Desk;

/// <summary><c>POST /v1/fines/{id}/withdrawal</c>: the authority takes the fine back.</summary>
internal static class WithdrawFine
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("withdrawal", "Withdraws the fine.", body => new WithdrawalBody(body.Text("reason", 1_000)), (body, _) => new FineCommand.Withdraw(body.Reason));

    /// <param name="Reason">1 to 1,000 characters.</param>
    internal sealed record WithdrawalBody(string Reason);
}
