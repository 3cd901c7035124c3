using System.Globalization;

namespace Fleet.VehicleTracking.Catalogue.Kinds;

/// <summary>Checks that kinds share.</summary>
internal static class Checks
{
    private const int MostText = 200;

    public static IEnumerable<EntryMistake> Range(string path, double? value, double from, double to)
    {
        if (value is { } number && !(number >= from && number <= to))
            yield return new EntryMistake(path, "out_of_range", string.Create(CultureInfo.InvariantCulture, $"{path} is a number from {from} to {to}."));
    }

    public static IEnumerable<EntryMistake> Text(string path, string? value)
    {
        if (value is not null && (value.Length > MostText || string.IsNullOrWhiteSpace(value)))
            yield return new EntryMistake(path, "out_of_range", $"{path} is a text of 1 to {MostText} characters.");
    }
}
