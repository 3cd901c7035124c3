using Fleet.Notification.Domain.Messages;
using Fleet.Notification.Recipients;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.Indexes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.Notification.Messages;

/// <summary><c>GET /v1/messages</c>: messages, the latest first; narrowed by <c>recipient</c>, <c>fine</c>, <c>state</c> and <c>channel</c>.</summary>
internal static class ListMessages
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/messages", Handle);

    private static async Task<Ok<Page<MessageLine>>> Handle(
        [AsParameters] PageRequest page, string? recipient, string? fine, string? state, string? channel, IndexClient<MessageLine> index, CancellationToken cancellation)
    {
        if (state is not null && !MessageStates.All.Contains(state))
            throw new RequestRefusedException(StatusCodes.Status400BadRequest, "unknown_state", $"state is one of {string.Join(", ", MessageStates.All)}.", "state");
        if (channel is not null && !Channels.ChannelNames.All.Contains(channel))
            throw new RequestRefusedException(StatusCodes.Status400BadRequest, "unknown_channel", $"channel is one of {string.Join(", ", Channels.ChannelNames.All)}.", "channel");
        bool Keep(MessageLine line) => (recipient ?? line.RecipientId) == line.RecipientId && (fine ?? line.FineId) == line.FineId
            && (state ?? line.State) == line.State && (channel ?? line.Channel) == line.Channel;
        var isNarrowed = recipient is not null || fine is not null || state is not null || channel is not null;
        var query = new IndexQuery<MessageLine>(MessageIndex.Shortest(recipient, fine, state, channel), Keep: isNarrowed ? Keep : null);
        return TypedResults.Ok(await index.List(page, query, cancellation));
    }
}
