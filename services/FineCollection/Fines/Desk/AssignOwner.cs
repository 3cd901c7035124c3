using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Fines.Desk;

/// <summary><c>POST /v1/fines/{id}/owner</c>: the owner at the time of the violation was found.</summary>
internal static class AssignOwner
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("owner", "Assigns the owner of the vehicle at the time of the violation.", body => new OwnerBody(PersonBody.Read(body, "owner")), (body, facts) => new FineCommand.AssignOwner(body.Owner.Owner(facts.OrderId)));

    /// <param name="Owner">Who it is.</param>
    internal sealed record OwnerBody(PersonBody Owner);
}
