using Fleet.Contracts;

namespace Fleet.Simulator.Traffic;

/// <summary>A vehicle drives along some cameras of a road; everything about it is decided before it is sent.</summary>
/// <param name="Id">Id within the data directory.</param>
/// <param name="Plate">Normalised number plate.</param>
/// <param name="RoadId">Road it drives on.</param>
/// <param name="Passages">Passages in driving order.</param>
/// <param name="SpeedingSections">Sections (from 0, in driving order) that it drives clearly too fast.</param>
public sealed record Journey(
    string Id,
    string Plate,
    string RoadId,
    IReadOnlyList<PlannedPassage> Passages,
    IReadOnlyList<int> SpeedingSections)
{
    /// <summary>The violations that this journey must lead to, with the passage that completes each.</summary>
    public IEnumerable<ExpectedViolation> ExpectedViolations() => SpeedingSections.Select(section =>
    {
        var (entry, exit) = (Passages[section], Passages[section + 1]);
        var last = entry.SendAt > exit.SendAt ? section : section + 1;
        return new ExpectedViolation(DerivedId.Violation(Plate, entry.Camera, exit.Camera, entry.Instant, exit.Instant), section, last);
    });
}

/// <summary>A passage that a camera will report.</summary>
/// <param name="Camera">Id of the camera.</param>
/// <param name="PlateAsRead">Plate in the camera's spelling.</param>
/// <param name="Instant">When the vehicle passes, whole milliseconds, UTC.</param>
/// <param name="Lane">Lane, from 1.</param>
/// <param name="SendAt">When the camera sends it.</param>
public sealed record PlannedPassage(string Camera, string PlateAsRead, DateTimeOffset Instant, int Lane, DateTimeOffset SendAt);

/// <summary>A violation that must exist in the end.</summary>
/// <param name="ViolationId">Its derived id.</param>
/// <param name="Section">Section of the journey, from 0.</param>
/// <param name="CompletedBy">Index of the passage that is sent last of the two, and so completes it.</param>
public sealed record ExpectedViolation(string ViolationId, int Section, int CompletedBy);
