using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapr.Actors.Client;
using Fleet.Contracts;
using Fleet.Notification.Channels;
using Fleet.Notification.Domain.Messages;
using Fleet.Notification.Messages;
using Fleet.Notification.Recipients;
using Fleet.ServiceDefaults;

namespace Fleet.Notification.Bounces;

/// <summary>What became of one bounce of a request.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Outcome"><c>bounced</c>, <c>ignored</c>, <c>address_marked</c> or <c>refused</c>.</param>
/// <param name="State">State of the message after it; null without one.</param>
/// <param name="Code">Why it was ignored or refused.</param>
/// <param name="Param">The offending field.</param>
/// <param name="Detail">What would be right.</param>
public sealed record BounceOutcome(int Index, string Outcome, string? State = null, string? Code = null, string? Param = null, string? Detail = null);

/// <summary>What became of each.</summary>
public sealed record BounceOutcomes(IReadOnlyList<BounceOutcome> Data);

/// <summary><c>POST /v1/bounces</c>: mails that came back, one or an array; one that is wrong does not hold up the others.</summary>
internal static class PostBounces
{
    private const int Most = 500;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/bounces", Handle).WithSummary("Takes mails that came back.");

    private static async Task<IResult> Handle(HttpRequest request, IActorProxyFactory actors, BadAddresses bad, MessageFlush flush, CancellationToken cancellation)
    {
        var key = RequestHeaders.OnceKey(request);
        var body = await JsonBody.Read(request);
        var items = body.ValueKind == JsonValueKind.Array ? [.. body.EnumerateArray()] : new List<JsonElement> { body };
        if (items.Count is < 1 or > Most) return Problem.Of(StatusCodes.Status400BadRequest, "out_of_range", $"An array has 1 to {Most} bounces.");
        var once = key is null ? null : OnceActor.Of(actors, "bounces", key);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body.GetRawText())));
        if (once is not null && (await once.InvokeMethodAsync<OnceFound>(nameof(IOnceActor.Find), cancellation)).Before is { } before)
            return before.Request == hash ? Json(before.Answer) : Problem.Of(StatusCodes.Status409Conflict, "idempotency_key_reused", "This key came with another request before; send the same request, or another key.", "Idempotency-Key");
        var outcomes = new List<BounceOutcome>();
        for (var index = 0; index < items.Count; index++) outcomes.Add(await Take(index, items[index], actors, bad, flush, cancellation));
        var answer = JsonSerializer.Serialize(new BounceOutcomes(outcomes), ContractJson.Options);
        if (once is not null) await once.InvokeMethodAsync(nameof(IOnceActor.Keep), new OnceAnswer(hash, answer), cancellation);
        return Json(answer);
    }

    private static IResult Json(string answer) => TypedResults.Text(answer, System.Net.Mime.MediaTypeNames.Application.Json);

    private static async Task<BounceOutcome> Take(int index, JsonElement json, IActorProxyFactory actors, BadAddresses bad, MessageFlush flush, CancellationToken cancellation)
    {
        var (item, mistake) = BounceItem.Read(json);
        if (item is null) return new BounceOutcome(index, "refused", null, mistake!.Code, mistake.Param, mistake.Detail);
        if (item.MessageId is not { } id) return await Mark(index, item, bad, cancellation);
        if (await GetMessage.Find(actors, id, cancellation) is not { } message)
            return new BounceOutcome(index, "refused", null, "unknown_message", "messageId", "There is no such message; see GET /v1/messages.");
        // A letter, or an attempt that has not been taken, does not come back by mail.
        var mailed = message.Legs.FirstOrDefault(leg => leg.Channel == ChannelNames.Email);
        if (item.IsHard && mailed is { Address.Length: > 0 }) await bad.Set([mailed.Address], [], cancellation);
        var order = new BounceOrder(id, item.Code, item.IsHard ? BounceKinds.Hard : BounceKinds.Soft, ChannelNames.Email);
        var turn = await Recipient.Of(actors, MessageId.PlaceOf(id)!.Value.ActorId)
            .InvokeMethodAsync<BounceOrder, RecipientTurn>(nameof(IRecipientActor.Bounce), order, cancellation);
        // Told to everybody even when nothing changed: an earlier request may have ended before it came to that.
        await flush.Flush(turn, cancellation);
        var line = turn.Lines[0];
        return line.Sequence > message.Sequence
            ? new BounceOutcome(index, "bounced", line.State)
            : new BounceOutcome(index, "ignored", line.State, "not_delivered_by_email", "messageId", "Only what e-mail has delivered can bounce.");
    }

    private static async Task<BounceOutcome> Mark(int index, BounceItem item, BadAddresses bad, CancellationToken cancellation)
    {
        if (!item.IsHard) return new BounceOutcome(index, "ignored", null, "soft", "address", "A soft bounce is about a message: give its messageId.");
        await bad.Set([item.Address!], [], cancellation);
        return new BounceOutcome(index, "address_marked");
    }
}
