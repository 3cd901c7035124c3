using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using Fleet.FineCollection.Fines;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.FineCollection.Payments.Checkouts;

/// <summary><c>GET /v1/fines/{id}/payable</c>: what can be paid now, and nothing about whom the fine is for.</summary>
internal static class GetPayable
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/fines/{id}/payable", Handle).WithSummary("What suffices to pay a fine now, or why nothing can be paid.");

    /// <param name="FineId">The fine.</param>
    /// <param name="Amount">What suffices now; absent when nothing can be paid.</param>
    /// <param name="DiscountUntil">Last day on which it suffices, local date of the road; absent without a discount.</param>
    /// <param name="Due">What is due in all; absent when nothing can be paid.</param>
    /// <param name="DueDate">Last day to pay, local date of the road.</param>
    /// <param name="Code">Why nothing can be paid.</param>
    internal sealed record PayableView(string FineId, Money? Amount, DateOnly? DiscountUntil, Money? Due, DateOnly? DueDate, string? Code);

    private static async Task<Results<Ok<PayableView>, ProblemHttpResult>> Handle(string id, FineDoor door, TariffBook tariffs, TimeProvider time, CancellationToken cancellation)
    {
        if (await door.Find(id, cancellation) is not { } fine) return Problem.NotFound("fine", id);
        var payable = Payable.Of(fine, FineLaw.Of(fine, tariffs), time.GetUtcNow());
        var due = payable.Amount is null ? null : Ledger.Due(fine.Ledger);
        return TypedResults.Ok(new PayableView(id, payable.Amount, payable.DiscountUntil, due, payable.Amount is null ? null : fine.DueDate, payable.Code));
    }
}
