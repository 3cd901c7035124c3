using System.Text.Json.Nodes;

namespace Fleet.VehicleTracking.Catalogue.Import;

/// <summary>What a file says of one entry.</summary>
/// <param name="Lines">Where it says so: the lines of a CSV file, from 1 with the header; or the number of a feature, from 0.</param>
/// <param name="Json">The entry; null when it could not be made out.</param>
/// <param name="Mistake">Why it could not be made out.</param>
internal sealed record ImportRow(IReadOnlyList<int> Lines, JsonObject? Json, ImportMistake? Mistake = null);

/// <summary>What is wrong in a file.</summary>
/// <param name="Line">Line of the CSV file, the header being line 1; or number of the GeoJSON feature, the first being 0.</param>
/// <param name="Field">The field; null for the row as a whole.</param>
/// <param name="Code">Stable reason.</param>
/// <param name="Detail">What was expected, for a person.</param>
public sealed record ImportMistake(int Line, string? Field, string Code, string Detail);

/// <summary>What became of a file. Entries without a mistake were taken, whatever was wrong with others.</summary>
/// <param name="DryRun">Nothing was saved; this is what would have become of it.</param>
/// <param name="Created">Entries that did not exist.</param>
/// <param name="Changed">Entries that said something else.</param>
/// <param name="Unchanged">Entries that said the same already.</param>
/// <param name="Rejected">Entries with a mistake.</param>
/// <param name="Mistakes">The first 1,000 mistakes, in the file's order.</param>
public sealed record ImportResult(bool DryRun, int Created, int Changed, int Unchanged, int Rejected, IReadOnlyList<ImportMistake> Mistakes);
