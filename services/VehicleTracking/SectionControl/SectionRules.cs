using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Roads;

namespace Fleet.VehicleTracking.SectionControl;

/// <summary>What one more passage of a plate means.</summary>
/// <param name="State">The plate after it.</param>
/// <param name="IsNew">False when the same passage had come before; then nothing changes.</param>
/// <param name="Violations">At most two: the section that ends at the camera and the one that begins there.</param>
public readonly record struct PassageDecision(PlateState State, bool IsNew, IReadOnlyList<SpeedingViolation> Violations);

/// <summary>
/// Section control. A drive is an entry directly followed by an exit: between the two passages the plate was seen at neither
/// camera of the section. Passages may arrive in any order, so each new one is put in its place and asked for both the drive
/// that it ends and the drive that it begins. What was decided stays decided: a drive within one that is a violation already
/// (a camera saw the vehicle twice) is none.
/// </summary>
public static class SectionRules
{
    public static PassageDecision Take(PlateState state, string plate, KeptPassage passage, RoadMap roads, Tolerances tolerances)
    {
        var at = state.Passages.Count(kept => Order(kept, passage) < 0);
        if (at < state.Passages.Count && Order(state.Passages[at], passage) == 0) return new PassageDecision(state, false, []);

        var passages = state.Passages.ToList();
        passages.Insert(at, passage);
        var violations = new List<SpeedingViolation>();
        if (roads.EndingAt(passage.Camera) is { } ending && LastBefore(passages, at, ending) is { } entry and >= 0)
            Decide(passages, entry, at, ending);
        if (roads.StartingAt(passage.Camera) is { } starting && FirstAfter(passages, at, starting) is { } exit and >= 0)
            Decide(passages, at, exit, starting);
        return new PassageDecision(new PlateState(passages), true, violations);

        void Decide(List<KeptPassage> kept, int from, int to, Section section)
        {
            if (IsInDecidedDrive(kept, from, section) || Violation(plate, kept[from], kept[to], section, tolerances) is not { } violation) return;
            violations.Add(violation);
            kept[from] = kept[from] with { Began = true };
            kept[to] = kept[to] with { Ended = true };
        }
    }

    /// <summary>When a passage's section has timed out and it is erased, in Unix minutes: one minute of grace for stragglers.</summary>
    public static long DueMinute(long instantMs, Road road) => (instantMs / 60_000) + road.SectionTimeoutMinutes + 2;

    private static SpeedingViolation? Violation(string plate, KeptPassage entry, KeptPassage exit, Section section, Tolerances tolerances)
    {
        var elapsedMs = exit.InstantMs - entry.InstantMs;
        if (elapsedMs <= 0 || elapsedMs > section.Road.SectionTimeoutMinutes * 60_000L) return null;
        var speed = Measurement.Of(section, elapsedMs, tolerances.Of(section.Road.Jurisdiction));
        return speed.CorrectedKmh > section.Road.LimitKmh ? Describe(plate, entry.InstantMs, exit.InstantMs, section, speed) : null;
    }

    private static SpeedingViolation Describe(string plate, long enteredMs, long leftMs, Section section, Measurement speed)
    {
        var (entered, left) = (DateTimeOffset.FromUnixTimeMilliseconds(enteredMs), DateTimeOffset.FromUnixTimeMilliseconds(leftMs));
        var id = DerivedId.Violation(plate, section.Entry.Id, section.Exit.Id, entered, left);
        var road = section.Road;
        return new SpeedingViolation(
            DerivedId.Event(id, "speeding"), id, plate, road.Id, road.Name, section.Place, road.TimeZone, road.Jurisdiction,
            section.Entry.Id, section.Exit.Id, entered, left, (double)section.DistanceMetres, road.LimitKmh,
            speed.MeasuredKmh, speed.ToleranceKmh, speed.CorrectedKmh);
    }

    private static bool IsInDecidedDrive(List<KeptPassage> passages, int from, Section section)
    {
        var isIn = false;
        foreach (var kept in passages.Take(from + 1))
        {
            if (kept.Began && kept.Camera == section.Entry.Id) isIn = true;
            if (kept.Ended && kept.Camera == section.Exit.Id) isIn = false;
        }

        return isIn;
    }

    // The nearest earlier passage at either camera of the section, if that is its entry; else -1.
    private static int LastBefore(List<KeptPassage> passages, int at, Section section)
    {
        var index = at == 0 ? -1 : passages.FindLastIndex(at - 1, at, kept => IsIn(kept, section));
        return index >= 0 && passages[index].Camera == section.Entry.Id ? index : -1;
    }

    private static int FirstAfter(List<KeptPassage> passages, int at, Section section)
    {
        var index = passages.FindIndex(at + 1, kept => IsIn(kept, section));
        return index >= 0 && passages[index].Camera == section.Exit.Id ? index : -1;
    }

    private static bool IsIn(KeptPassage kept, Section section) => kept.Camera == section.Entry.Id || kept.Camera == section.Exit.Id;

    private static int Order(KeptPassage left, KeptPassage right) =>
        left.InstantMs != right.InstantMs ? left.InstantMs.CompareTo(right.InstantMs) : string.CompareOrdinal(left.Camera, right.Camera);
}
