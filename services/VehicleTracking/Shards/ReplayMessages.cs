using Fleet.VehicleTracking.Evidence;
using Fleet.VehicleTracking.Motion;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.VehicleTracking.Shards;

/// <summary>Where a survey of a shard goes on. First come the plates whose passages are stored, then the violations.</summary>
/// <param name="InViolations">Whether the stored passages are done with.</param>
/// <param name="At">Minute in which plates are due; day on which violations were found.</param>
/// <param name="Part">Part of that.</param>
public sealed record SurveyCursor(bool InViolations = false, long At = long.MinValue, int Part = 0);

/// <summary>Asks which plates have passages in a shard.</summary>
/// <param name="Cursor">Where to go on.</param>
/// <param name="FromMs">Only violations of vehicles that left the leg then or later, Unix milliseconds.</param>
/// <param name="ToMs">Only of vehicles that left it before.</param>
/// <param name="CountVehicles">Whether to count the vehicles that have positions.</param>
public sealed record SurveyQuery(SurveyCursor Cursor, long FromMs, long ToMs, bool CountVehicles);

/// <summary>A part of a survey.</summary>
/// <param name="Plates">Plates with stored passages; one may come several times.</param>
/// <param name="Violations">Violations.</param>
/// <param name="Vehicles">How many vehicles have positions; 0 when that was not asked.</param>
/// <param name="Next">Where to go on; null at the end.</param>
public sealed record SurveyView(IReadOnlyList<string> Plates, IReadOnlyList<ViolationEntry> Violations, int Vehicles, SurveyCursor? Next);

/// <summary>A plate and the violations that are wanted of it.</summary>
public sealed record PlateQuery(string Plate, IReadOnlyList<string> Violations);

/// <summary>Some plates.</summary>
public sealed record PlatesQuery(IReadOnlyList<PlateQuery> Plates);

/// <summary>What is stored of a plate.</summary>
public sealed record PlateView(string Plate, PlateState State, IReadOnlyList<StoredViolation> Violations);

/// <summary>What is stored of some plates, in the order of the question.</summary>
public sealed record PlatesView(IReadOnlyList<PlateView> Plates);

/// <summary>Ids of vehicles, in rising order.</summary>
public sealed record VehicleIdsView(IReadOnlyList<string> Vehicles);

/// <summary>Which points of a vehicle are wanted next.</summary>
/// <param name="Vehicle">Id of the vehicle.</param>
/// <param name="AfterMs">Those after this instant; with the first question the beginning, Unix milliseconds.</param>
/// <param name="ToMs">Those before this instant.</param>
/// <param name="Decided">With the first question: the span of the events that are wanted too. Null with the next ones.</param>
public sealed record PointsQuery(string Vehicle, long AfterMs, long ToMs, EventSpan? Decided);

/// <summary>Of when events are wanted, Unix milliseconds: from inclusive, to exclusive.</summary>
public sealed record EventSpan(long FromMs, long ToMs);

/// <summary>Points of a vehicle in order of time, as they are stored.</summary>
/// <param name="Blocks">See <see cref="Positions.PointCodec"/>. The first may begin before what was asked for: the memory is of there.</param>
/// <param name="Before">What the machine remembered before the first of them; only with the first question.</param>
/// <param name="Events">Events that were asked for.</param>
/// <param name="HasMore">Whether more follow.</param>
public sealed record PointsView(IReadOnlyList<byte[]> Blocks, MachineMemory? Before, IReadOnlyList<TrackEvent> Events, bool HasMore);
