using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Fines.Desk;

/// <summary><c>POST /v1/fines/{id}/objections</c>: the recipient objects, and all clocks stand still.</summary>
internal static class ObjectToFine
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("objections", "Takes an objection: all clocks stand still until it is decided.", body => new ObjectionBody(body.Text("grounds", 4_000)), (body, _) => new FineCommand.Object(body.Grounds));

    /// <param name="Grounds">What the recipient says, 1 to 4,000 characters.</param>
    internal sealed record ObjectionBody(string Grounds);
}
