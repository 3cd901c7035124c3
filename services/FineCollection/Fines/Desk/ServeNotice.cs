using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Fines.Desk;

/// <summary><c>POST /v1/fines/{id}/service</c>: there is proof that the notice was served.</summary>
internal static class ServeNotice
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("service", "Takes the proof that the notice was served on a day.", body => new ServiceBody(body.Date("servedOn")), (body, facts) => new FineCommand.Serve(facts.NotLater(body.ServedOn, "servedOn")));

    /// <param name="ServedOn">The day, local date of the road.</param>
    internal sealed record ServiceBody(DateOnly ServedOn);
}
