namespace Fleet.VehicleTracking.Catalogue.Kinds;

/// <summary>What is wrong with a field of an entry.</summary>
/// <param name="Param">Path of the field, e.g. <c>cameras[2].offsetMetres</c>; null for the entry as a whole.</param>
/// <param name="Code">Stable reason: <c>required</c>, <c>wrong_type</c>, <c>unknown_field</c>, <c>out_of_range</c> or one of a kind's own.</param>
/// <param name="Detail">What was expected, for a person.</param>
public sealed record EntryMistake(string? Param, string Code, string Detail);
