using System.Text.Json.Serialization;
using Fleet.VehicleTracking.Positions;

namespace Fleet.VehicleTracking.Motion;

/// <summary>Jumps that may turn out to be where the vehicle is.</summary>
/// <param name="Last">The newest of them.</param>
/// <param name="Count">How many agree.</param>
public sealed record JumpMemory([property: JsonPropertyName("l")] Fix Last, [property: JsonPropertyName("n")] int Count);

/// <summary>What the filters say of a fix.</summary>
/// <param name="Verdict">One of <see cref="Verdict.Good"/>, Invalid, Zero, Accuracy, Jump.</param>
/// <param name="IsRestart">The fixes before it were wrong: it begins anew.</param>
/// <param name="Jumps">What to remember of jumps.</param>
public readonly record struct Judgement(Verdict Verdict, bool IsRestart = false, JumpMemory? Jumps = null);

/// <summary>Which positions are kept from the detectors. In the order of fix time, so that arrival does not matter.</summary>
public static class FilterRules
{
    /// <param name="jumps">What it said to remember last time.</param>
    /// <param name="before">The last good fix; null without one.</param>
    /// <param name="fix">The next one.</param>
    /// <param name="valid">What the receiver says of it.</param>
    /// <param name="settings">Measures.</param>
    public static Judgement Judge(JumpMemory? jumps, Fix? before, Fix fix, bool? valid, FilterSettings settings)
    {
        if (settings.Invalid && valid == false) return new Judgement(Verdict.Invalid, Jumps: jumps);
        if (settings.Zero && fix is { Latitude: 0, Longitude: 0 }) return new Judgement(Verdict.Zero, Jumps: jumps);
        if (settings.Accuracy && fix.AccuracyMetres > settings.AccuracyMetres) return new Judgement(Verdict.Accuracy, Jumps: jumps);
        if (!settings.Jump || before is not { } last || !IsJump(last, fix, settings)) return new Judgement(Verdict.Good);
        var agreeing = jumps is not null && !IsJump(jumps.Last, fix, settings) ? jumps.Count + 1 : 1;
        return agreeing >= settings.JumpsAgreeing
            ? new Judgement(Verdict.Good, IsRestart: true)
            : new Judgement(Verdict.Jump, Jumps: new JumpMemory(fix, agreeing));
    }

    private static bool IsJump(Fix from, Fix to, FilterSettings settings)
    {
        var metres = Earth.Metres(from, to);
        return metres > Math.Max(settings.JumpMetres, Math.Max(from.AccuracyMetres ?? 0, to.AccuracyMetres ?? 0))
            && Earth.Kmh(metres, to.InstantMs - from.InstantMs) > settings.JumpKmh;
    }
}
