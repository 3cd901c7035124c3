using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Fines.Desk;

/// <summary><c>POST /v1/fines/{id}/instalments</c>: what is due may be paid in parts.</summary>
internal static class AgreeInstalments
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("instalments", "Agrees on equal monthly parts.", body => new InstalmentsBody(body.Whole("count", 2, 120), body.Date("firstDueDate")), (body, _) => new FineCommand.AgreeInstalments((int)body.Count, body.FirstDueDate));

    /// <param name="Count">Number of parts, 2 or more.</param>
    /// <param name="FirstDueDate">Last day to pay the first part, local date of the road.</param>
    internal sealed record InstalmentsBody(long Count, DateOnly FirstDueDate);
}
