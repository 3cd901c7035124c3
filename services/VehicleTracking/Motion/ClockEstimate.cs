using System.Text.Json.Serialization;

namespace Fleet.VehicleTracking.Motion;

/// <summary>
/// How far a device's clock is off, as far as arrivals can tell: the smallest difference between when a fix arrived and when
/// it was made, over the last quarter of an hour at least and half an hour at most. That is the clock's error and the shortest
/// way together; below zero the device's clock is ahead.
/// </summary>
/// <param name="SinceMs">When the current quarter of an hour began, Unix milliseconds of arrival.</param>
/// <param name="LeastMs">Smallest difference in it.</param>
/// <param name="Samples">Fixes in it.</param>
/// <param name="LastLeastMs">Smallest difference in the quarter before; null without one.</param>
/// <param name="LastSamples">Fixes in it.</param>
public sealed record ClockEstimate(
    [property: JsonPropertyName("s")] long SinceMs,
    [property: JsonPropertyName("l")] long LeastMs,
    [property: JsonPropertyName("n")] int Samples,
    [property: JsonPropertyName("p")] long? LastLeastMs = null,
    [property: JsonPropertyName("k")] int LastSamples = 0)
{
    private const long PartMs = 15 * 60_000;

    /// <summary>Arrival less fix time, milliseconds.</summary>
    [JsonIgnore]
    public long OffsetMs => Math.Min(LeastMs, LastLeastMs ?? long.MaxValue);

    /// <summary>How many fixes the offset rests on.</summary>
    [JsonIgnore]
    public int AllSamples => Samples + LastSamples;

    /// <summary>Takes the fixes of one turn: how many, and the newest of them, which has the smallest difference.</summary>
    public static ClockEstimate With(ClockEstimate? before, long newestMs, int fixes, long arrivedMs)
    {
        var difference = arrivedMs - newestMs;
        if (before is null || arrivedMs - before.SinceMs >= 2 * PartMs) return new ClockEstimate(arrivedMs, difference, fixes);
        return arrivedMs - before.SinceMs >= PartMs
            ? new ClockEstimate(arrivedMs, difference, fixes, before.LeastMs, before.Samples)
            : before with { LeastMs = Math.Min(before.LeastMs, difference), Samples = before.Samples + fixes };
    }
}
