using System.Text.Json.Serialization;

namespace Fleet.VehicleTracking.Motion;

/// <summary>How far a vehicle has come.</summary>
/// <param name="Metres">Sum of its moves.</param>
/// <param name="EngineMs">How long its engine is known to have run.</param>
/// <param name="Anchor">The fix from which the next move is measured.</param>
/// <param name="Ignition">Last known; null while unknown.</param>
public sealed record MoveMemory(
    [property: JsonPropertyName("m")] double Metres,
    [property: JsonPropertyName("e")] long EngineMs,
    [property: JsonPropertyName("a")] Mark Anchor,
    [property: JsonPropertyName("i")] bool? Ignition);

/// <summary>A place, an instant, and what the odometer said there.</summary>
public readonly record struct Mark(
    [property: JsonPropertyName("t")] long InstantMs,
    [property: JsonPropertyName("y")] double Latitude,
    [property: JsonPropertyName("x")] double Longitude,
    [property: JsonPropertyName("m")] double Metres)
{
    public static Mark Of(Fix fix, double metres) => new(fix.InstantMs, fix.Latitude, fix.Longitude, metres);
}

/// <summary>What lies between a fix and the one before it.</summary>
/// <param name="ElapsedMs">Time; 0 at the first fix and after a restart.</param>
/// <param name="Metres">What it adds to the odometer.</param>
/// <param name="SpeedKmh">As reported at its end, else computed.</param>
/// <param name="IsMoving">Whether the vehicle moved.</param>
/// <param name="IsJitter">Whether it only seemed to.</param>
public readonly record struct Move(long ElapsedMs, double Metres, double SpeedKmh, bool IsMoving, bool IsJitter);

/// <summary>Measures moves: distance, speed, and whether it is one at all.</summary>
public static class MoveRules
{
    // A vehicle that stood for an hour and moves off did not take an hour for its first metres.
    private const long MostBackMs = 60_000;

    public static (MoveMemory Memory, Move Move) Step(MoveMemory? memory, Fix? before, Fix fix, MotionSettings settings)
    {
        if (memory is null || before is not { } last)
        {
            var speed = fix.SpeedKmh ?? 0;
            return (new MoveMemory(memory?.Metres ?? 0, memory?.EngineMs ?? 0, Mark.Of(fix, 0), fix.Ignition ?? memory?.Ignition),
                new Move(0, 0, speed, speed >= settings.Trips.MovingKmh, IsJitter: false));
        }

        var move = Measure(memory.Anchor, last, fix, settings);
        var engineMs = move.ElapsedMs <= settings.Trips.EngineGapSeconds * 1_000 && (memory.Ignition ?? move.IsMoving) ? move.ElapsedMs : 0;
        return (new MoveMemory(
            memory.Metres + move.Metres,
            memory.EngineMs + engineMs,
            move.Metres > 0 ? Mark.Of(fix, 0) : memory.Anchor,
            fix.Ignition ?? memory.Ignition), move);
    }

    private static Move Measure(Mark anchor, Fix last, Fix fix, MotionSettings settings)
    {
        var elapsedMs = fix.InstantMs - last.InstantMs;
        var metres = Earth.Metres(anchor.Latitude, anchor.Longitude, fix.Latitude, fix.Longitude);
        var seems = settings.Filters.Jitter
            && metres < Math.Max(settings.Filters.JitterMetres, fix.AccuracyMetres ?? 0)
            && !(fix.SpeedKmh >= settings.Trips.MovingKmh);
        var sinceMs = fix.InstantMs - Math.Max(anchor.InstantMs, last.InstantMs - MostBackMs);
        var speed = fix.SpeedKmh ?? (seems ? 0 : Earth.Kmh(metres, sinceMs));

        // Over a long time without a fix, the speed at its end says nothing of the time.
        var mean = elapsedMs > settings.Trips.StopSeconds * 1_000 ? Earth.Kmh(Earth.Metres(last, fix), elapsedMs) : speed;
        return new Move(elapsedMs, seems ? 0 : metres, speed, mean >= settings.Trips.MovingKmh, seems && metres > 0);
    }
}
