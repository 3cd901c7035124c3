using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Held;

/// <summary>A passage that waits for a person to look at its plate.</summary>
/// <param name="Id">Its id.</param>
/// <param name="HeldAt">Since when it waits, UTC.</param>
/// <param name="ErasedAt">When its section times out and it is erased, if nobody looks at it, UTC.</param>
/// <param name="Passage">What the camera read.</param>
internal sealed record HeldPassageView(string Id, DateTimeOffset HeldAt, DateTimeOffset ErasedAt, Passage Passage)
{
    public static HeldPassageView Of(HeldPassage held) => new(
        held.Id, DateTimeOffset.FromUnixTimeMilliseconds(held.HeldAtMs), DateTimeOffset.FromUnixTimeMilliseconds(held.DueMinute * 60_000), held.Passage!);
}
