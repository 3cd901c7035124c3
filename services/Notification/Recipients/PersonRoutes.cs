using System.Text.Json;
using Dapr.Actors.Client;
using Fleet.Notification.Alerts;
using Fleet.Notification.Channels.InApp;
using Fleet.Notification.Domain.Messages;
using Fleet.Notification.Domain.Preferring;
using Fleet.Notification.Messages;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.DeadLetters;
using Fleet.ServiceDefaults.Indexes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.Notification.Recipients;

/// <summary>Everything that is kept of a recipient.</summary>
/// <param name="RecipientId">Who.</param>
/// <param name="Preferences">What they want, without the webhook's secret.</param>
/// <param name="Messages">Their messages with addresses and what they were written from, oldest first.</param>
/// <param name="DeadLetters">Events of dead letters that they were to be told of.</param>
public sealed record PersonExport(string RecipientId, PreferencesAnswer Preferences, IReadOnlyList<Message> Messages, IReadOnlyList<JsonElement> DeadLetters);

/// <summary><c>GET /v1/recipients/{id}/export</c> and <c>DELETE /v1/recipients/{id}</c>: what a person has a right to.</summary>
internal static class PersonRoutes
{
    private const int PageSize = 100;
    private const int MessagesAnOrder = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/recipients/{id}/export", Export);
        routes.MapDelete("/v1/recipients/{id}", Erase);
    }

    private static async Task<Ok<PersonExport>> Export(
        string id, IActorProxyFactory actors, IndexClient<MessageLine> index, DeadLetterStore letters, CancellationToken cancellation)
    {
        var recipient = Recipient.Of(actors, Recipient.ActorIdOf(id));
        var preferences = await recipient.InvokeMethodAsync<PreferencesFound>(nameof(IRecipientActor.Preferences), cancellation);
        var messages = new List<Message>();
        foreach (var line in await Lines(id, index, cancellation))
        {
            if (await GetMessage.Find(actors, line.Id, cancellation) is { } message) messages.Add(message);
        }

        return TypedResults.Ok(new PersonExport(id, PreferencesAnswer.Of(preferences.Preferences ?? Preferences.None), messages, [.. (await PersonLetters.Of(letters, id, cancellation)).Select(letter => letter.Event)]));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Erase(
        string id, IActorProxyFactory actors, IndexClient<MessageLine> index, AlertAudience audience, MessageFlush flush, DeadLetterStore letters, CancellationToken cancellation)
    {
        var recipient = Recipient.Of(actors, Recipient.ActorIdOf(id));
        var lines = await Lines(id, index, cancellation);
        var open = lines.Count(line => line.State is MessageStates.Pending or MessageStates.Waiting && line.Category is Categories.Fines or Categories.Payments);
        if (open > 0) return Refused(open);
        if (await PersonLetters.Erase(letters, id, cancellation) is > 0 and var waiting) return RefusedForLetters(waiting);
        foreach (var some in lines.Select(line => line.Id).Chunk(MessagesAnOrder).DefaultIfEmpty([]))
        {
            var erased = await recipient.InvokeMethodAsync<EraseOrder, Erased>(nameof(IRecipientActor.Erase), new EraseOrder(some), cancellation);
            if (erased.Open.Count > 0) return Refused(erased.Open.Count);
            await flush.Flush(erased.Turn, cancellation);
        }

        await InboxActor.Of(actors, id).InvokeMethodAsync(nameof(IInboxActor.Clear), cancellation);
        await audience.Set(id, Preferences.None, cancellation);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Refused(int open) => Problem.Of(
        StatusCodes.Status409Conflict, "notices_open", $"{open} messages about fines are on their way; erase again when they are delivered or dead, see GET /v1/messages?recipient=ID.");

    private static ProblemHttpResult RefusedForLetters(int waiting) => Problem.Of(
        StatusCodes.Status409Conflict, "dead_letters_open", $"{waiting} dead letters about the person wait; redrive or discard them, see GET /v1/dead-letters, and erase again.");

    private static async Task<IReadOnlyList<MessageLine>> Lines(string id, IndexClient<MessageLine> index, CancellationToken cancellation)
    {
        var (lines, cursor) = (new List<MessageLine>(), (string?)null);
        do
        {
            var page = await index.List(new PageRequest(PageSize, cursor), new IndexQuery<MessageLine>(MessageIndex.OfRecipient(id)), cancellation);
            lines.AddRange(page.Data);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        lines.Reverse();
        return lines;
    }
}
