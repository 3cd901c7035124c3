using Fleet.Contracts.FineCollection;
using Fleet.Contracts.VehicleRegistry;
using Fleet.Notification.Domain;

namespace Fleet.Tests.Unit.Notification;

public sealed class FineNoticeTests
{
    internal static readonly FineEvent Issued = new(
        "evt_1", FineEventTypes.Issued, "fin_0123", new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero),
        new Owner("own_1", "Jan Jansen", "jan@example.org"),
        new ViolationSummary(
            "vio_0123", "AB123C", "A2 north", "km 40.1 to km 48.3", "Europe/Amsterdam",
            new DateTimeOffset(2026, 3, 14, 11, 50, 1, TimeSpan.Zero), new DateTimeOffset(2026, 3, 14, 11, 54, 2, TimeSpan.Zero), 100, 122.4m, 3.7m, 118),
        new Money(123_450, "EUR"), new DateOnly(2026, 5, 9));

    [Theory]
    [InlineData("AB123C")]
    [InlineData("A2 north")]
    [InlineData("km 40.1 to km 48.3")]
    [InlineData("14 March 2026, 12:50:01 (UTC&#x2B;01:00, Europe/Amsterdam)")]
    [InlineData("14 March 2026, 12:54:02 (UTC&#x2B;01:00, Europe/Amsterdam)")]
    [InlineData("122.4 km/h")]
    [InlineData("3.7 km/h")]
    [InlineData("118 km/h")]
    [InlineData("100 km/h")]
    [InlineData("EUR 1,234.50")]
    [InlineData("9 May 2026")]
    [InlineData("https://fines.fleet.example.org/fin_0123/pay")]
    [InlineData("https://fines.fleet.example.org/fin_0123/object")]
    public void A_notice_states(string fact) => Assert.Contains(fact, FineNotice.Render(Issued).Html, StringComparison.Ordinal);

    [Fact]
    public void The_subject_names_the_fine() => Assert.Equal("Speeding fine fin_0123: EUR 1,234.50 due by 9 May 2026", FineNotice.Render(Issued).Subject);

    [Theory]
    [InlineData("<script>alert('x')</script>")]
    [InlineData("Müller </td></tr> & Söhne")]
    [InlineData("\"De Snelle\" Koerier's V.O.F.")]
    [InlineData("Łukasz 🚗")]
    public void A_name_is_shown_as_it_is_and_never_as_markup(string name)
    {
        var html = FineNotice.Render(Issued with { Recipient = Issued.Recipient! with { Name = name } }).Html;
        var shown = html.Split("Dear ")[1].Split(",</p>")[0];
        Assert.Equal(name, System.Net.WebUtility.HtmlDecode(shown));
        Assert.DoesNotContain('<', shown);
        Assert.DoesNotContain('"', shown);
    }

    [Fact]
    public void Every_field_is_encoded()
    {
        var hostile = Issued with { FineId = "fin_<b>", Violation = Issued.Violation with { Plate = "<i>", RoadName = "<u>", Place = "<s>" } };
        var html = FineNotice.Render(hostile).Html;
        foreach (var tag in new[] { "<b>", "<i>", "<u>", "<s>" }) Assert.DoesNotContain(tag, html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_notice_is_ascii_whatever_it_states()
    {
        var (subject, html) = FineNotice.Render(Issued with { FineId = "fin_é\r\nBcc: x@example.org", Recipient = Issued.Recipient! with { Name = "Věra 🚗" } });
        Assert.All(html, c => Assert.True(char.IsAscii(c)));
        Assert.All(subject, c => Assert.True(char.IsAscii(c) && !char.IsControl(c)));
    }

    [Fact]
    public void The_same_event_always_makes_the_same_notice() => Assert.Equal(FineNotice.Render(Issued), FineNotice.Render(Issued with { }));

    [Fact]
    public void Without_an_amount_there_is_no_notice() => Assert.Throws<ArgumentException>(() => FineNotice.Render(Issued with { Amount = null }));
}
