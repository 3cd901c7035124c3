using Fleet.VehicleTracking.Roads;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Shards;

/// <summary>Enters plates into the book of minutes in which their sections time out.</summary>
internal sealed class DueTurn(ShardStore store)
{
    /// <summary>Has <paramref name="plate"/> looked at in a minute.</summary>
    public async Task<ShardState> Enter(string plate, long due, ShardState state)
    {
        var (book, part) = state.Due.Add(due);
        var name = StateNames.Due(due, part);
        var listed = await store.Get(name, DuePart.Empty);
        await store.Set(name, new DuePart([.. listed.Ids, plate]));
        return state with { Due = book };
    }

    /// <summary>
    /// Enters a plate anew that an older version stored: it does not say when its passages are due, and by a road that has been
    /// changed since, that may be after the last minute it was entered for.
    /// </summary>
    public async Task<(PlateState Plate, ShardState State)> Again(string plate, PlateState kept, RoadMap roads, ShardState state)
    {
        if (kept.Passages.All(passage => passage.DueMinute is not null)) return (kept, state);
        var passages = kept.Passages.Select(passage => passage with { DueMinute = DueOf(passage) }).ToList();
        foreach (var due in passages.Select(passage => passage.DueMinute!.Value).Distinct()) state = await Enter(plate, due, state);
        return (new PlateState(passages), state);

        long DueOf(KeptPassage passage) =>
            passage.DueMinute ?? SectionRules.DueMinute(passage.InstantMs, roads.At(passage.Camera, passage.InstantMs)!.Road);
    }
}
