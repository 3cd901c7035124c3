using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Evidence;

/// <summary>Everything that a violation rests on, enough to compute it again without asking anything else.</summary>
/// <param name="ViolationId">The violation.</param>
/// <param name="Plate">Normalised number plate.</param>
/// <param name="RoadId">Id of the road.</param>
/// <param name="RoadName">What a notice calls the road.</param>
/// <param name="RoadVersion">The version of the road that counted at the entry; 0 for a road that is in no catalogue.</param>
/// <param name="Law">Which legs of a traversal make violations: one of <see cref="RoadLaws"/>.</param>
/// <param name="Place">The leg for a person.</param>
/// <param name="TimeZone">IANA time zone of the road.</param>
/// <param name="Entry">Passage at the first camera of the leg.</param>
/// <param name="Exit">Passage at the last camera of the leg.</param>
/// <param name="ShortestMetres">Length of the shortest lawful way between them, metres.</param>
/// <param name="Limits">The limits of every version of the road that counted during the drive.</param>
/// <param name="Tolerance">The tolerances that were law at the entry.</param>
/// <param name="Steps">The computation, in order.</param>
/// <param name="Sha256">Hash over the canonical JSON of all the rest, 64 lower-case hexadecimal digits.</param>
public sealed record ViolationEvidence(
    string ViolationId,
    string Plate,
    string RoadId,
    string RoadName,
    int RoadVersion,
    string Law,
    string Place,
    string TimeZone,
    EvidencePassage Entry,
    EvidencePassage Exit,
    decimal ShortestMetres,
    IReadOnlyList<EvidenceLimits> Limits,
    Tolerance Tolerance,
    IReadOnlyList<EvidenceStep> Steps,
    string Sha256 = "");

/// <summary>A passage as evidence.</summary>
/// <param name="Camera">Id of the camera.</param>
/// <param name="CameraName">Where it stands.</param>
/// <param name="InstantAsRead">When, by the camera's clock.</param>
/// <param name="ClockOffsetMs">By how much that clock is known to be ahead, milliseconds.</param>
/// <param name="ClockUncertaintyMs">By how much at most it may be wrong beyond that, milliseconds.</param>
/// <param name="CorrectedInstant">When, in true time as far as is known.</param>
/// <param name="Lane">Lane; null when unknown.</param>
/// <param name="VehicleClass">Class; null when unknown.</param>
/// <param name="Confidence">How sure the camera was of the plate; null when it did not say.</param>
/// <param name="Confirmed">Whether a person has confirmed the plate.</param>
/// <param name="Uuid">The camera's own id of the report.</param>
public sealed record EvidencePassage(
    string Camera,
    string CameraName,
    DateTimeOffset InstantAsRead,
    int ClockOffsetMs,
    int ClockUncertaintyMs,
    DateTimeOffset CorrectedInstant,
    int? Lane,
    string? VehicleClass,
    double? Confidence,
    bool Confirmed,
    string? Uuid);

/// <summary>The limits of one version of the road.</summary>
/// <param name="RoadVersion">Number of the version.</param>
/// <param name="From">Since when it counted; null for always.</param>
/// <param name="Until">Until when it counted; null for no end.</param>
/// <param name="LimitKmh">Its plain limit, km/h.</param>
/// <param name="Limits">Its limits by class, lane, date and time of day.</param>
public sealed record EvidenceLimits(int RoadVersion, DateTimeOffset? From, DateTimeOffset? Until, int LimitKmh, IReadOnlyList<SpeedLimit> Limits);

/// <summary>A step of the computation.</summary>
/// <param name="Name">What it gives.</param>
/// <param name="Formula">How it follows from the evidence and the steps before.</param>
/// <param name="Value">Its value.</param>
public sealed record EvidenceStep(string Name, string Formula, string Value);
