using System.Text.Json;
using Fleet.FineCollection.Domain;

namespace Fleet.FineCollection.Tariffs.Reading;

/// <summary>A text that should be a record, what could be read of it, and all that is wrong with it.</summary>
/// <param name="File">Name of the file, or what else a person calls the text.</param>
/// <param name="Value">What could be read, with neutral values where it is wrong; null when nothing could.</param>
/// <param name="Json">Where its values stand; null when it is no JSON.</param>
/// <param name="Mistakes">All that was found so far.</param>
public sealed record SourceText<T>(string File, T? Value, LocatedJson? Json, IReadOnlyList<TariffMistake> Mistakes)
    where T : class
{
    /// <summary>Reads a text, and lets <paramref name="rules"/> look for what is wrong beside its form.</summary>
    public static SourceText<T> Read(string file, string text, Func<T, IEnumerable<FieldMistake>> rules)
    {
        try
        {
            var json = LocatedJson.Parse(text);
            var (value, form) = RecordReader.Read<T>(json);
            var source = new SourceText<T>(file, value, json, []).With(form);
            return value is null ? source : source.With(rules(value));
        }
        catch (JsonException malformed)
        {
            var message = FormattableString.Invariant($"is not valid JSON at byte {malformed.BytePositionInLine + 1} of the line.");
            return new SourceText<T>(file, null, null, [new TariffMistake(file, malformed.LineNumber + 1, null, message, "malformed_json")]);
        }
    }

    /// <summary>With further mistakes; a field that has one already does not get another that follows from it.</summary>
    public SourceText<T> With(IEnumerable<FieldMistake> found) => found.Aggregate(this, (source, mistake) => source.Plus(mistake));

    private SourceText<T> Plus(FieldMistake mistake) => Has(mistake.Field) || (mistake.Beside is { } beside && Has(beside))
        ? this
        : this with { Mistakes = [.. Mistakes, new TariffMistake(File, Json!.LineOf(mistake.Field), mistake.Field, mistake.Message, mistake.Code)] };

    private bool Has(string field) => Mistakes.Any(mistake =>
        mistake.Field == field || IsIn(field, mistake.Field ?? "") || (mistake.Code == "wrong_type" && IsIn(mistake.Field ?? "", field)));

    private static bool IsIn(string field, string holder) =>
        holder.Length < field.Length && field.StartsWith(holder, StringComparison.Ordinal) && (holder.Length == 0 || field[holder.Length] is '.' or '[');
}
