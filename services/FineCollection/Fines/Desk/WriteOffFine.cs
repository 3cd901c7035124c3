using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Fines.Desk;

/// <summary><c>POST /v1/fines/{id}/write-off</c>: the authority gives the claim up.</summary>
internal static class WriteOffFine
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("write-off", "Writes off what is due.", body => new WriteOffBody(body.Text("reason", 1_000)), (body, _) => new FineCommand.WriteOff(body.Reason));

    /// <param name="Reason">1 to 1,000 characters.</param>
    internal sealed record WriteOffBody(string Reason);
}
