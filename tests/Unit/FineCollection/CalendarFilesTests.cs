using Fleet.FineCollection.Domain.Calendars;
using Fleet.FineCollection.Tariffs;

namespace Fleet.Tests.Unit.FineCollection;

public sealed class CalendarFilesTests
{
    private const string Good = """
        {
          "name": "test", "fromYear": 2020, "toYear": 2030, "weekend": ["sunday"],
          "holidays": [
            { "name": "Day", "on": "05-05", "fromYear": 2025, "toYear": 2026 }
          ],
          "dates": ["2026-06-01"]
        }
        """;

    [Theory]
    [InlineData("\"test\"", "\"plain\"", "name", 2)]
    [InlineData("2020", "1800", "fromYear", 2)]
    [InlineData("\"toYear\": 2030", "\"toYear\": 2019", "toYear", 2)]
    [InlineData("[\"sunday\"]", "[\"sun\"]", "weekend[0]", 2)]
    [InlineData("[\"sunday\"]", "[\"sunday\",\"monday\",\"tuesday\",\"wednesday\",\"thursday\",\"friday\",\"saturday\"]", "weekend", 2)]
    [InlineData("05-05", "02-30", "holidays[0].on", 4)]
    [InlineData("\"on\": \"05-05\", ", "", "holidays[0].on", 4)]
    [InlineData("\"on\": \"05-05\"", "\"on\": \"05-05\", \"easterOffsetDays\": 1", "holidays[0].on", 4)]
    [InlineData("\"on\": \"05-05\"", "\"easterOffsetDays\": 300", "holidays[0].easterOffsetDays", 4)]
    [InlineData("\"toYear\": 2026", "\"toYear\": 2024", "holidays[0].toYear", 4)]
    [InlineData("\"Day\"", "\"\"", "holidays[0].name", 4)]
    [InlineData("2026-06-01", "2031-06-01", "dates[0]", 6)]
    [InlineData("2026-06-01", "1 June", "dates[0]", 6)]
    [InlineData("\"name\": \"test\"", "\"title\": \"x\", \"name\": \"test\"", "title", 2)]
    public void A_mistake_in_a_calendar_is_told_by_line_and_field(string good, string bad, string field, int line)
    {
        var mistakes = TariffFiles.ReadCalendar("test.json", Good.Replace(good, bad, StringComparison.Ordinal)).Mistakes;
        Assert.Contains(mistakes, mistake => mistake.Field == field && mistake.Line == line);
        Assert.Empty(TariffFiles.ReadCalendar("test.json", Good).Mistakes);
    }

    [Fact]
    public void A_holiday_comes_in_its_years_only()
    {
        var calendar = CalendarExpansion.Expand(TariffFiles.ReadCalendar("test.json", Good).Value!);
        Assert.Equal([new DateOnly(2025, 5, 5), new DateOnly(2026, 5, 5), new DateOnly(2026, 6, 1)], calendar.Holidays.Order());
        Assert.True(calendar.IsBusinessDay(new DateOnly(2026, 6, 6)));
        Assert.False(calendar.IsBusinessDay(new DateOnly(2026, 6, 7)));
    }
}
