using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Ingest;

/// <summary>Why a shard did not take a position that was well formed.</summary>
internal static class PositionRefusals
{
    public static ItemMistake Of(ItemOutcome outcome) => outcome switch
    {
        ItemOutcome.TooOld => new ItemMistake("instant", "instant_too_old", "instant is of a day that is not kept any more; see the setting Retention:PositionsDays."),
        ItemOutcome.Erasing => new ItemMistake(null, "busy", "Everything of this vehicle is being erased; send the position again after a pause."),
        _ => new ItemMistake(null, "busy", "Too many events wait for the broker; send the position again after a pause."),
    };
}
