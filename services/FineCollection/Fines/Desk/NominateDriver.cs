using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Fines.Desk;

/// <summary><c>POST /v1/fines/{id}/nominations</c>: somebody else drove.</summary>
internal static class NominateDriver
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("nominations", "Nominates the driver: this fine is cancelled, another is set for the driver.", body => new NominationBody(PersonBody.Read(body, "driver")), (body, facts) => new FineCommand.NominateDriver(body.Driver.Owner(facts.OrderId)));

    /// <param name="Driver">Who it is.</param>
    internal sealed record NominationBody(PersonBody Driver);
}
