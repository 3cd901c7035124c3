using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain.Life;

namespace Fleet.Tests.Simulation.Year;

/// <summary>What must be true when the last claim has ended.</summary>
internal sealed class YearChecks(YearRun run)
{
    private readonly Wrongs wrongs = run.Wrongs;

    public async Task All()
    {
        await Fines();
        await Told();
        await Table();
    }

    private async Task Fines()
    {
        var listed = await run.While(run.Clerk.List(AppIds.FineCollection, "/v1/fines"));
        var states = listed.ToLookup(line => line.GetProperty("id").GetString()!, line => line.GetProperty("state").GetString(), StringComparer.Ordinal);
        foreach (var stranger in states.Select(state => state.Key).Except(run.Cases.Select(one => one.FineId), StringComparer.Ordinal)) wrongs.Add($"nobody knows of the fine {stranger}");
        foreach (var one in run.Cases)
        {
            var found = states[one.FineId].ToList();
            if (found.Count != 1 || found[0] != one.Model.State) wrongs.Add(one, $"is listed as {string.Join(" and ", found)} and should be {one.Model.State}");
        }
    }

    private async Task Told()
    {
        var events = run.Events.Of<FineEvent>(Topics.FineEvents).DistinctBy(told => told.EventId).ToLookup(told => told.FineId, StringComparer.Ordinal);
        foreach (var one in run.Cases)
        {
            foreach (var told in events[one.FineId])
            {
                var right = told.Sequence <= one.Model.Story.Count ? one.Model.Story[told.Sequence - 1] : null;
                var seen = new Told(Days.Of(told.OccurredAt, one.Law.Zone), right?.State ?? "", told.Amount?.MinorUnits ?? (right?.State == "referred" ? right.Due : 0), right?.State is "owner_unknown" or "in_collection" ? null : told.DueDate);
                if (seen != right) wrongs.Add(one, $"told by {told.Type} of {seen}, and it should be {right}");
            }
        }

        var deliveries = await run.While(run.Clerk.List(AppIds.Notification, "/v1/deliveries"));
        var ended = deliveries.Select(delivery => delivery.GetProperty("eventId").GetString()!).ToHashSet(StringComparer.Ordinal);
        foreach (var letter in await run.While(run.Clerk.List(AppIds.Notification, "/v1/dead-letters"))) ended.Add(letter.GetProperty("event").GetProperty("eventId").GetString()!);
        foreach (var lost in events.SelectMany(told => told).Where(told => !ended.Contains(told.EventId))) wrongs.Add($"{lost.Type} of {lost.FineId} is gone");
    }

    private async Task Table()
    {
        var taken = new HashSet<(string From, string Command, string To)>();
        await run.While(Audit(taken));
        var open = FineStates.All.SelectMany(state => CommandNames.All.SelectMany(command => LifeTable.Of(state, command).To.Select(to => (state, command, to)))).Where(arrow => !taken.Contains(arrow)).ToList();
        if (open.Count > 0) wrongs.Add($"nobody went from {string.Join("; from ", open.Select(arrow => $"{arrow.state} by {arrow.command} to {arrow.to}"))}");
    }

    private async Task<bool> Audit(HashSet<(string From, string Command, string To)> taken)
    {
        await Parallel.ForEachAsync(run.Cases, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (one, _) =>
        {
            var audit = (await run.Clerk.Get($"/v1/fines/{one.FineId}/audit")).Body;
            if (!audit.GetProperty("verified").GetBoolean()) wrongs.Add(one, "has a broken audit trail");
            lock (taken)
            {
                foreach (var line in audit.GetProperty("trail").EnumerateArray().Where(line => line.TryGetProperty("from", out var _)))
                    taken.Add((line.GetProperty("from").GetString()!, line.GetProperty("command").GetString()!, line.GetProperty("to").GetString()!));
            }
        });
        return true;
    }
}
