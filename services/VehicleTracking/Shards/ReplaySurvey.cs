using Fleet.VehicleTracking.Evidence;

namespace Fleet.VehicleTracking.Shards;

/// <summary>Finds the plates of a shard that a replay has something to look at of, some parts of the books a call.</summary>
internal sealed class ReplaySurvey(ShardStore store)
{
    private const int MostParts = 10;
    private const long DayMs = 86_400_000;

    // A camera's clock may be ahead of the service's, so a violation can seem to be found before it happened.
    private const long AheadMs = 900_000;

    public async Task<SurveyView> Survey(SurveyQuery query, ShardState state)
    {
        var vehicles = query.CountVehicles ? await new Roster(store).Count() : 0;
        return query.Cursor.InViolations ? await Violations(query, vehicles) : await Plates(query.Cursor, state.Due, vehicles);
    }

    private async Task<SurveyView> Plates(SurveyCursor cursor, DueBook due, int vehicles)
    {
        var plates = new List<string>();
        var parts = due.Minutes.Where(minute => minute.Minute >= cursor.At)
            .SelectMany(minute => Enumerable.Range(0, ((minute.Count - 1) / DuePart.Size) + 1).Select(part => (minute.Minute, Part: part)))
            .Where(part => part.Minute > cursor.At || part.Part >= cursor.Part).Take(MostParts + 1).ToList();
        foreach (var (minute, part) in parts.Take(MostParts)) plates.AddRange((await store.Get(StateNames.Due(minute, part), DuePart.Empty)).Ids);
        return new SurveyView(plates, [], vehicles, parts.Count > MostParts ? new SurveyCursor(false, parts[^1].Minute, parts[^1].Part) : new SurveyCursor(true));
    }

    private async Task<SurveyView> Violations(SurveyQuery query, int vehicles)
    {
        var found = new List<ViolationEntry>();
        var book = await store.Get(StateNames.Violations, ViolationBook.Empty);
        var parts = book.Days.Where(day => day.Day >= query.Cursor.At && ((day.Day + 1) * DayMs) + AheadMs > query.FromMs)
            .SelectMany(day => Enumerable.Range(0, ((day.Count - 1) / ViolationPart.Size) + 1).Select(part => (day.Day, Part: part)))
            .Where(part => part.Day > query.Cursor.At || part.Part >= query.Cursor.Part).Take(MostParts + 1).ToList();
        foreach (var (day, part) in parts.Take(MostParts))
            found.AddRange((await store.Get(StateNames.ViolationPart(day, part), ViolationPart.Empty)).Entries.Where(entry => entry.LeftMs >= query.FromMs && entry.LeftMs < query.ToMs));
        return new SurveyView([], found, vehicles, parts.Count > MostParts ? new SurveyCursor(true, parts[^1].Day, parts[^1].Part) : null);
    }
}
