namespace Fleet.FineCollection.Domain.Calendars;

/// <summary>A calendar as data: a file a calendar.</summary>
/// <param name="Name">Its name in tariffs.</param>
/// <param name="FromYear">First year that it knows.</param>
/// <param name="ToYear">Last year that it knows. Outside its years only the weekend is free.</param>
/// <param name="Weekend">Days of the week without business, e.g. <c>saturday</c>; null: Saturday and Sunday.</param>
/// <param name="Holidays">Days that come every year; null: none.</param>
/// <param name="Dates">Single days without business, local dates; null: none.</param>
/// <param name="Note">For people.</param>
public sealed record CalendarRules(
    string Name,
    int FromYear,
    int ToYear,
    IReadOnlyList<string>? Weekend = null,
    IReadOnlyList<HolidayRule>? Holidays = null,
    IReadOnlyList<DateOnly>? Dates = null,
    string? Note = null);

/// <summary>A day that comes every year: at a fixed date, or so many days from Easter Sunday.</summary>
/// <param name="Name">For people.</param>
/// <param name="On">Month and day, <c>MM-dd</c>; <c>02-29</c> comes in leap years only. Either this or <paramref name="EasterOffsetDays"/>.</param>
/// <param name="EasterOffsetDays">Days from Easter Sunday, -80 to 250, e.g. -2 for Good Friday and 39 for Ascension Day.</param>
/// <param name="FromYear">First year in which it is free; null: the calendar's first.</param>
/// <param name="ToYear">Last year in which it is free; null: the calendar's last.</param>
/// <param name="OnSundayMovesDays">When it falls on a Sunday, it is kept so many days from it, -6 to 6; 0: on the Sunday.</param>
public sealed record HolidayRule(
    string Name, string? On = null, int? EasterOffsetDays = null, int? FromYear = null, int? ToYear = null, int OnSundayMovesDays = 0);
