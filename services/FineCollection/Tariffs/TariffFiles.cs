using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Calendars;
using Fleet.FineCollection.Tariffs.Reading;

namespace Fleet.FineCollection.Tariffs;

/// <summary>Reads tariffs and calendars from folders of JSON files, one version or calendar a file, and reports every mistake of all files at once.</summary>
public static class TariffFiles
{
    /// <summary>The tariffs and calendars of all <c>*.json</c> files in two folders.</summary>
    /// <param name="folder">Of the tariffs.</param>
    /// <param name="calendarFolder">Of the calendars; null for none, and it need not exist.</param>
    /// <exception cref="TariffMistakesException">A file is no valid tariff or calendar, or there is no tariff.</exception>
    public static TariffBook Load(string folder, string? calendarFolder = null)
    {
        var calendarSources = Files(calendarFolder).Select(file => ReadCalendar(file.Name, file.Text)).ToList();
        var calendars = calendarSources.Where(source => source.Mistakes.Count == 0).Select(source => CalendarExpansion.Expand(source.Value!)).ToList();
        var known = new TariffBook([], calendars).Calendars;
        // A tariff is not blamed for a calendar that is there but has mistakes of its own.
        var excused = calendarSources.Where(source => source.Mistakes.Count > 0).Select(source => source.Value?.Name).ToHashSet(StringComparer.Ordinal);
        var sources = Files(folder).Select(file => Read(file.Name, file.Text, known, excused)).ToList();
        List<TariffMistake> mistakes =
        [
            .. Together(calendarSources).SelectMany(source => source.Mistakes),
            .. Together(sources).SelectMany(source => source.Mistakes),
            .. sources.Count == 0 ? [new TariffMistake(folder, null, null, "There is no tariff.", "no_tariff")] : (TariffMistake[])[],
        ];
        return mistakes.Count == 0 ? new TariffBook(sources.Select(source => source.Value!), calendars) : throw new TariffMistakesException(mistakes);
    }

    /// <summary>A tariff in a text, by itself.</summary>
    public static SourceText<Tariff> Read(string file, string text, IReadOnlyCollection<LegalCalendar> calendars, IReadOnlySet<string?>? excused = null) =>
        SourceText<Tariff>.Read(file, text, tariff => TariffRules.Broken(tariff, calendars)
            .Where(mistake => mistake.Code != "unknown_calendar" || excused?.Contains(tariff.Calendar) != true));

    /// <summary>A calendar in a text, by itself.</summary>
    public static SourceText<CalendarRules> ReadCalendar(string file, string text) => SourceText<CalendarRules>.Read(file, text, CalendarMistakes.Of);

    /// <summary>A tariff in a text, beside those that are there already.</summary>
    public static SourceText<Tariff> ReadBeside(string file, string text, TariffBook book)
    {
        var source = Read(file, text, book.Calendars);
        if (source.Value is not { } tariff) return source;
        return source.With(TariffConflicts.Between([.. book.All, tariff]).Where(conflict => ReferenceEquals(conflict.Tariff, tariff)).Select(conflict => conflict.Mistake));
    }

    private static IEnumerable<SourceText<Tariff>> Together(List<SourceText<Tariff>> sources)
    {
        var conflicts = TariffConflicts.Between([.. sources.Select(source => source.Value).OfType<Tariff>()]).ToLookup(conflict => conflict.Tariff, ReferenceEqualityComparer.Instance);
        return sources.Select(source => source.Value is null ? source : source.With(conflicts[source.Value].Select(conflict => conflict.Mistake)));
    }

    private static IEnumerable<SourceText<CalendarRules>> Together(List<SourceText<CalendarRules>> sources) => sources.Select((source, index) =>
        source.Value is { } calendar && sources.Take(index).Any(other => other.Value?.Name == calendar.Name)
            ? source.With([new FieldMistake("name", "duplicate_name", "is the name of another calendar.")])
            : source);

    private static IEnumerable<(string Name, string Text)> Files(string? folder) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllText(file)));
}
