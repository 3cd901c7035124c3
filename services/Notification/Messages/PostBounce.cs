using System.Text.RegularExpressions;
using Dapr.Actors.Client;
using Fleet.Notification.Domain.Messages;
using Fleet.Notification.Recipients;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.Notification.Messages;

/// <summary>A channel gave a message back.</summary>
/// <param name="Code">Why: an enhanced status code such as <c>5.1.1</c> (RFC 3463); null when unknown.</param>
public sealed record BounceBody(string? Code);

/// <summary><c>POST /v1/messages/{id}/bounces</c>: a message that was taken came back; the recipient's next channel is tried, and without one it is dead.</summary>
internal static partial class PostBounce
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/messages/{id}/bounces", Handle);

    private static async Task<Results<Ok<MessageLine>, ProblemHttpResult>> Handle(
        string id, BounceBody body, IActorProxyFactory actors, MessageFlush flush, CancellationToken cancellation)
    {
        if (body.Code is { } code && !Enhanced().IsMatch(code))
            return Problem.Of(StatusCodes.Status400BadRequest, "bad_code", "code is an enhanced status code such as 5.1.1.", "code");
        if (await GetMessage.Find(actors, id, cancellation) is null) return Problem.NotFound("message", id);
        var turn = await Recipient.Of(actors, MessageId.PlaceOf(id)!.Value.ActorId)
            .InvokeMethodAsync<BounceOrder, RecipientTurn>(nameof(IRecipientActor.Bounce), new BounceOrder(id, body.Code), cancellation);
        await flush.Flush(turn, cancellation);
        return TypedResults.Ok(turn.Lines[0]);
    }

    [GeneratedRegex(@"^[245]\.[0-9]{1,3}\.[0-9]{1,3}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Enhanced();
}
