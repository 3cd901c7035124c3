using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.FineCollection.Fines.Persons;

/// <summary><c>DELETE /v1/persons/{ownerId}</c>: erases a person as far as the law of retention allows.</summary>
internal sealed class ErasePerson(PersonFines fines, FineDoor door, IConfiguration configuration, ILogger<ErasePerson> log)
{
    private readonly int years = Years(configuration);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/persons/{ownerId}", (string ownerId, HttpContext context, ErasePerson erase) => erase.Handle(ownerId, context))
        .WithSummary("Erases name, addresses, phone and grounds from fines whose retention is over, and says what has to stay and until when.");

    /// <param name="OwnerId">The id, which stays as a pseudonym.</param>
    /// <param name="Erased">Fines that no longer know who it was.</param>
    /// <param name="Kept">Fines that have to.</param>
    internal sealed record ErasureView(string OwnerId, IReadOnlyList<string> Erased, IReadOnlyList<KeptFine> Kept);

    /// <param name="FineId">The fine.</param>
    /// <param name="Reason"><c>open</c>, <c>refund_due</c> or <c>retention</c>.</param>
    /// <param name="ErasableFrom">First day on which it may be erased; absent while that is open.</param>
    internal sealed record KeptFine(string FineId, string Reason, DateOnly? ErasableFrom);

    private async Task<Ok<ErasureView>> Handle(string ownerId, HttpContext context)
    {
        var by = RequestHeaders.Actor(context.Request);
        var (erased, kept) = (new List<string>(), new List<KeptFine>());
        await foreach (var id in fines.Ids(ownerId, context.RequestAborted))
        {
            if (await door.Erase(id, new ErasePersonOrder(ownerId, years), context.RequestAborted) is not { } rule) continue;
            if (rule.MayErase) erased.Add(id);
            else kept.Add(new KeptFine(id, rule.Reason!, rule.ErasableFrom));
        }

        log.LogInformation("{By} had {OwnerId} erased from {Erased} fines; {Kept} have to be kept", by, ownerId, erased.Count, kept.Count);
        return TypedResults.Ok(new ErasureView(ownerId, erased, kept));
    }

    private static int Years(IConfiguration configuration) =>
        configuration.GetValue("Retention:FineYears", 7) is >= 0 and <= 100 and var years
            ? years
            : throw new InvalidOperationException("Retention:FineYears is a number from 0 to 100.");
}
