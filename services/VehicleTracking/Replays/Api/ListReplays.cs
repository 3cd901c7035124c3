using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Queries;
using Fleet.VehicleTracking.Replays.Run;

namespace Fleet.VehicleTracking.Replays.Api;

/// <summary><c>GET /v1/replays</c>: the replays of the last days, newest first.</summary>
internal static class ListReplays
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/replays", Handle).WithSummary("Replays that are kept, newest first.");

    private static async Task<Page<ReplayView>> Handle([AsParameters] PageRequest page, ReplayCalls replays)
    {
        var (beforeMs, beforeId) = TimeCursor.Parse(page.StartingAfter);
        var entries = (await replays.List()).Entries.Reverse()
            .Where(entry => entry.CreatedMs < beforeMs || (entry.CreatedMs == beforeMs && string.CompareOrdinal(entry.Id, beforeId) < 0));
        var listed = page.Of(entries, last => TimeCursor.Of(DateTimeOffset.FromUnixTimeMilliseconds(last.CreatedMs), last.Id));
        var heads = await Task.WhenAll(listed.Data.Select(entry => replays.Read(entry.Id)));
        return new Page<ReplayView>([.. heads.Select(answer => answer.Head).OfType<ReplayHead>().Select(head => ReplayView.Of(head, withChanges: false))], listed.HasMore, listed.NextCursor);
    }
}
