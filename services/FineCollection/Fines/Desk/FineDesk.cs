using System.Security.Cryptography;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using Fleet.ServiceDefaults;

namespace Fleet.FineCollection.Fines.Desk;

/// <summary>
/// Where clients give orders to fines. With an <c>Idempotency-Key</c> a request is carried out once: the id of the order follows from fine, path and
/// key. Without one every request is another order.
/// </summary>
internal sealed class FineDesk(FineDoor door, TimeProvider time)
{
    /// <summary>Carries out what a request asks for and answers the fine after it, or why it is refused.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">Id of the fine, from the path.</param>
    /// <param name="body">What the body says.</param>
    /// <param name="command">The command in it.</param>
    /// <exception cref="RequestRefusedException">A header cannot be read.</exception>
    public async Task<IResult> Take<TBody>(HttpContext context, string id, TBody body, Func<TBody, DeskFacts, FineCommand> command)
    {
        var (path, key) = (Path(context.Request), RequestHeaders.OnceKey(context.Request));
        var by = RequestHeaders.Actor(context.Request);
        if (await door.Find(id, context.RequestAborted) is not { } fine) return Problem.NotFound("fine", id);
        var orderId = DerivedId.Of("ord", id, path, key ?? Guid.NewGuid().ToString("N"));
        var facts = new DeskFacts(fine, orderId, FineDecision.LocalDate(time.GetUtcNow(), fine.Violation.TimeZone), context.Request.RouteValues);
        var order = new FineOrder(orderId, by, command(body, facts), Redriven: false);
        var onceKey = key is null ? null : orderId;
        var answer = await door.Ask(id, new FineRequest(order, onceKey, Hash(body), Problem.RequestId(context)), context.RequestAborted);
        if (answer.IsReplay) context.Response.Headers["Idempotent-Replayed"] = "true";
        return DeskAnswers.Of(id, answer);
    }

    // Routes do not mind capitals or a slash at the end: written so, it is the same path, and a key must not count twice.
    private static string Path(HttpRequest request) => request.Path.Value!.TrimEnd('/').ToLowerInvariant();

    private static string Hash<TBody>(TBody body) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(body, ContractJson.Options)).AsSpan(0, 16));
}

/// <summary>What a command is made of beside the body.</summary>
/// <param name="Fine">The fine as it was a moment ago.</param>
/// <param name="OrderId">Id of the order; the same when the request comes again with its key.</param>
/// <param name="Today">Local date of the road.</param>
/// <param name="Route">Parts of the path.</param>
internal sealed record DeskFacts(Fine Fine, string OrderId, DateOnly Today, RouteValueDictionary Route)
{
    /// <summary>Id of what the order books; the same when the request comes again with its key.</summary>
    public string IdOf(string prefix) => DerivedId.Of(prefix, OrderId);

    /// <summary>A day that is over or not, but has come.</summary>
    /// <exception cref="RequestRefusedException">It is yet to come.</exception>
    public DateOnly NotLater(DateOnly day, string param) => day <= Today
        ? day
        : throw new RequestRefusedException(
            StatusCodes.Status400BadRequest, "out_of_range", FormattableString.Invariant($"{param} is {Today:yyyy-MM-dd} at the latest, which is today at the road."), param);
}
