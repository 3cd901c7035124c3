using System.Globalization;
using Fleet.FineCollection.Domain.Life;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.Indexes;
using Microsoft.AspNetCore.Mvc;

namespace Fleet.FineCollection.Fines.Finding;

/// <summary>Which fines are wanted: query parameters, in any combination.</summary>
/// <param name="State">One of <see cref="FineStates"/>.</param>
/// <param name="Plate">Number plate; blanks, hyphens and case do not matter.</param>
/// <param name="Owner">Id of whoever is answerable.</param>
/// <param name="From">Decided at this instant or later, or on this day (UTC) or later.</param>
/// <param name="To">Decided before this instant, or on this day (UTC) or before.</param>
internal readonly record struct AskedFines(
    [FromQuery(Name = "state")] string? State,
    [FromQuery(Name = "plate")] string? Plate,
    [FromQuery(Name = "owner")] string? Owner,
    [FromQuery(Name = "from")] string? From,
    [FromQuery(Name = "to")] string? To)
{
    private const int LongestWord = 100;

    /// <summary>The list to read and what of it. A vehicle has fewer fines than an owner, an owner fewer than a state.</summary>
    /// <exception cref="RequestRefusedException">A value makes no sense.</exception>
    public IndexQuery<FineLine> Query()
    {
        var (state, plate, owner) = (KnownState(), Normalised(Plate), Word(Owner, "owner"));
        var (from, to) = (Instant(From, "from", dayAfter: false), Instant(To, "to", dayAfter: true));
        if (from >= to) throw Bad("bad_period", "from is before to.", "from");
        var term = plate is not null ? FineIndex.Plate(plate)
            : owner is not null ? FineIndex.Owner(owner)
            : state is not null ? FineIndex.State(state)
            : IndexTerms.All;
        var asked = new[] { state, plate, owner }.Count(value => value is not null);
        return new IndexQuery<FineLine>(term, from, to, asked < 2 ? null : Keep);

        bool Keep(FineLine line) =>
            (state is null || line.State == state) && (plate is null || line.Plate == plate) && (owner is null || line.OwnerId == owner);
    }

    private string? KnownState() => State is null || FineStates.All.Contains(State)
        ? State
        : throw Bad("unknown_state", $"state is one of {string.Join(", ", FineStates.All)}.", "state");

    private static string? Normalised(string? plate) =>
        Word(plate is null ? null : string.Concat(plate.Where(c => c is not (' ' or '-'))).ToUpperInvariant(), "plate");

    private static string? Word(string? value, string param) => value is null or { Length: > 0 and <= LongestWord }
        ? value
        : throw Bad("out_of_range", $"{param} has 1 to {LongestWord} characters.", param);

    private static DateTimeOffset? Instant(string? text, string param, bool dayAfter)
    {
        if (text is null) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
            return new DateTimeOffset(day.AddDays(dayAfter ? 1 : 0), TimeOnly.MinValue, TimeSpan.Zero);
        // In a query a plus sign that was not escaped is a blank.
        var escaped = text.Replace(' ', '+');
        return HasZone(escaped) && DateTimeOffset.TryParse(escaped, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant.ToUniversalTime()
            : throw Bad("bad_instant", $"{param} is a day such as 2026-03-14, or an instant with time zone such as 2026-03-14T12:00:00Z.", param);
    }

    private static bool HasZone(string text) =>
        text.Length > 16 && text[10] == 'T' && (text[^1] == 'Z' || text[^6] is '+' or '-');

    private static RequestRefusedException Bad(string code, string detail, string param) => new(StatusCodes.Status400BadRequest, code, detail, param);
}
