using Dapr.Actors.Client;
using Fleet.Notification.Domain.Messages;
using Fleet.Notification.Recipients;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.Notification.Messages;

/// <summary>A message with the log of its attempts: no address and no content.</summary>
/// <param name="Message">As lists show it.</param>
/// <param name="Required">Whether the law requires it.</param>
/// <param name="Channels">The channels to try, in order.</param>
/// <param name="Written">Template, language and version that it was written by; null when it was not written.</param>
/// <param name="Attempts">Oldest first.</param>
public sealed record MessageAnswer(MessageLine Message, bool Required, IReadOnlyList<string> Channels, Written? Written, IReadOnlyList<Attempt> Attempts);

/// <summary><c>GET /v1/messages/{id}</c>: a message with its attempts.</summary>
internal static class GetMessage
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/messages/{id}", Handle);

    private static async Task<Results<Ok<MessageAnswer>, ProblemHttpResult>> Handle(string id, IActorProxyFactory actors, CancellationToken cancellation) =>
        await Find(actors, id, cancellation) is { } message
            ? TypedResults.Ok(new MessageAnswer(
                MessageLine.Of(message), message.Required, [.. message.Legs.Select(leg => leg.Channel)], message.Written, message.Attempts))
            : Problem.NotFound("message", id);

    internal static async Task<Message?> Find(IActorProxyFactory actors, string id, CancellationToken cancellation)
    {
        if (MessageId.PlaceOf(id) is not { } place || Recipient.ActorIdOf(place.ActorId) != place.ActorId) return null;
        var found = await Recipient.Of(actors, place.ActorId)
            .InvokeMethodAsync<MessageWanted, MessageFound>(nameof(IRecipientActor.Find), new MessageWanted(id), cancellation);
        return found.Message;
    }
}
