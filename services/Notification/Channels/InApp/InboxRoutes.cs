using System.Globalization;
using Dapr.Actors.Client;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.Notification.Channels.InApp;

/// <summary>A page of an inbox, newest first.</summary>
/// <param name="Unread">How many of all messages are unread.</param>
public sealed record InboxAnswer(IReadOnlyList<InboxEntry> Data, bool HasMore, string? NextCursor, int Unread);

/// <summary>Which messages were read.</summary>
public sealed record InboxReadBody(IReadOnlyList<string>? Ids);

/// <summary>How many messages are unread now.</summary>
public sealed record InboxReadAnswer(int Unread);

/// <summary><c>/v1/recipients/{id}/inbox</c>: the messages of the channel <c>in_app</c>.</summary>
internal static class InboxRoutes
{
    private const int MostIds = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/recipients/{id}/inbox", List).WithSummary("Messages in the recipient's inbox, newest first.");
        routes.MapPost("/v1/recipients/{id}/inbox/read", MarkRead).WithSummary("Marks messages as read.");
        routes.MapGet("/v1/recipients/{id}/inbox/live", InboxLive.Handle)
            .WithSummary("Messages as they come, as server-sent events.").Produces(StatusCodes.Status200OK, contentType: "text/event-stream");
    }

    private static async Task<Ok<InboxAnswer>> List(string id, [AsParameters] PageRequest page, IActorProxyFactory actors, CancellationToken cancellation)
    {
        var size = page.Size();
        var found = await InboxActor.Of(actors, id).InvokeMethodAsync<InboxWanted, InboxFound>(
            nameof(IInboxActor.Read), new InboxWanted(Number(page.StartingAfter, "starting_after"), null, size + 1), cancellation);
        var (data, hasMore) = (found.Entries.Take(size).ToList(), found.Entries.Count > size);
        return TypedResults.Ok(new InboxAnswer(data, hasMore, hasMore ? data[^1].Number.ToString(CultureInfo.InvariantCulture) : null, found.Unread));
    }

    private static async Task<Results<Ok<InboxReadAnswer>, ProblemHttpResult>> MarkRead(string id, InboxReadBody body, IActorProxyFactory actors, CancellationToken cancellation)
    {
        if (body.Ids is not { Count: >= 1 and <= MostIds } ids)
            return Problem.Of(StatusCodes.Status400BadRequest, "out_of_range", $"ids has 1 to {MostIds} ids of messages.", "ids");
        var marked = await InboxActor.Of(actors, id).InvokeMethodAsync<InboxMark, InboxFound>(nameof(IInboxActor.Mark), new InboxMark(ids), cancellation);
        return TypedResults.Ok(new InboxReadAnswer(marked.Unread));
    }

    /// <exception cref="RequestRefusedException">It is no number.</exception>
    internal static long? Number(string? text, string param)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new RequestRefusedException(StatusCodes.Status400BadRequest, "unknown_cursor", $"{param} is the number of a message in this inbox.", param);
    }
}
