using Fleet.Contracts.FineCollection;
using Fleet.Contracts.VehicleRegistry;
using Fleet.Notification.Channels;
using Fleet.Notification.Templates;
using Fleet.Notification.Templates.Model;
using Fleet.Notification.Templates.Versions;
using Microsoft.Extensions.Options;

namespace Fleet.Tests.Unit.Notification;

/// <summary>The notice of a new fine in English, as it goes out by mail.</summary>
public sealed class FineNoticeTests
{
    internal static readonly FineEvent Issued = new(
        "evt_1", FineEventTypes.Issued, "fin_0123", new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero),
        new Owner("own_1", "Jan Jansen", "jan@example.org"),
        new ViolationSummary(
            "vio_0123", "AB123C", "A2 north", "km 40.1 to km 48.3", "Europe/Amsterdam",
            new DateTimeOffset(2026, 3, 14, 11, 50, 1, TimeSpan.Zero), new DateTimeOffset(2026, 3, 14, 11, 54, 2, TimeSpan.Zero), 100, 122.4m, 3.7m, 118),
        new Money(123_450, "EUR"), new DateOnly(2026, 5, 9));

    internal static readonly ShippedTemplates Shipped = ShippedTemplates.Load();

    private static readonly HandlebarsTemplates Templates = new(new ShippedVersions(Shipped, Options.Create(new NoticeOptions())), Options.Create(new NoticeOptions()));

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
    [InlineData("https://fines.fleet.example.org/pay/fin_0123")]
    [InlineData("https://fines.fleet.example.org/object/fin_0123")]
    public async Task A_notice_states(string fact)
    {
        var notice = await Notice(Issued);
        Assert.Contains(fact, notice.Html, StringComparison.Ordinal);
        Assert.Contains(System.Net.WebUtility.HtmlDecode(fact), notice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_states_the_discount_and_the_last_day_to_object_where_the_event_has_them()
    {
        var details = new FineEventDetails(new Money(61_725, "EUR"), new DateOnly(2026, 4, 2), new DateOnly(2026, 4, 30));
        var notice = await Notice(Issued with { Details = details });
        Assert.Contains("If you pay no later than 2 April 2026, EUR 617.25 is enough.", notice.Text, StringComparison.Ordinal);
        Assert.Contains("until 30 April 2026.", notice.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("is enough", (await Notice(Issued)).Text, StringComparison.Ordinal);
        Assert.Contains("until 9 May 2026.", (await Notice(Issued)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Paid back: EUR 12.50")]
    [InlineData("nl", "Terugbetaald: € 12,50")]
    [InlineData("de", "Erstattet: 12,50 €")]
    public async Task A_refund_states_how_much_went_back(string locale, string fact)
    {
        var refunded = Issued with { Type = FineEventTypes.Refunded, Details = new FineEventDetails(Refunded: new Money(1_250, "EUR")) };
        var byMail = await Templates.Write(new ThingToSay(refunded.Type, ChannelNames.Email, locale, null, refunded), default);
        Assert.Contains(fact, byMail.Text, StringComparison.Ordinal);
        Assert.Contains(fact[(fact.IndexOf(": ", StringComparison.Ordinal) + 2)..], (await Templates.Write(new ThingToSay(refunded.Type, ChannelNames.Sms, locale, null, refunded), default)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_event_that_lacks_a_part_of_a_value_cannot_be_written_and_says_so(bool lacksZone)
    {
        var broken = lacksZone
            ? Issued with { Violation = Issued.Violation with { TimeZone = null! } }
            : Issued with { Type = FineEventTypes.InstalmentsAgreed, Details = new FineEventDetails(Instalments: [new Instalment(new DateOnly(2026, 5, 9), null!)]) };
        var failure = await Assert.ThrowsAsync<UnwritableException>(async () => await Notice(broken));
        Assert.DoesNotContain("Jansen", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_subject_names_the_fine() =>
        Assert.Equal("Speeding fine fin_0123: EUR 1,234.50 due by 9 May 2026", (await Notice(Issued)).Subject);

    [Theory]
    [InlineData("<script>alert('x')</script>")]
    [InlineData("Müller </td></tr> & Söhne")]
    [InlineData("\"De Snelle\" Koerier's V.O.F.")]
    [InlineData("Łukasz 🚗")]
    [InlineData("{{payUrl}} {{#each}}")]
    public async Task A_name_is_shown_as_it_is_and_never_as_markup(string name)
    {
        var html = (await Notice(Issued with { Recipient = Issued.Recipient! with { Name = name } })).Html!;
        var shown = html.Split("Dear ")[1].Split(",</p>")[0];
        Assert.Equal(name, System.Net.WebUtility.HtmlDecode(shown));
        Assert.DoesNotContain('<', shown);
        Assert.DoesNotContain('"', shown);
    }

    [Fact]
    public async Task A_page_is_ascii_and_a_subject_one_line_whatever_they_state()
    {
        var notice = await Notice(Issued with { FineId = "fin_é\r\nBcc: x@example.org", Recipient = Issued.Recipient! with { Name = "Věra 🚗" } });
        Assert.All(notice.Html!, c => Assert.True(char.IsAscii(c)));
        Assert.DoesNotContain(notice.Subject, char.IsControl);
        Assert.StartsWith("Speeding fine fin_é", notice.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_event_always_makes_the_same_notice() => Assert.Equal(await Notice(Issued), await Notice(Issued with { }));

    [Fact]
    public async Task Without_an_amount_there_is_no_notice() => await Assert.ThrowsAsync<UnwritableException>(() => Notice(Issued with { Amount = null }));

    [Fact]
    public async Task A_text_message_is_short()
    {
        var message = await Notice(Issued, channel: ChannelNames.Sms);
        Assert.Equal("Speeding fine fin_0123 for AB123C: pay EUR 1,234.50 by 9 May 2026. https://fines.fleet.example.org/pay/fin_0123", message.Text);
        Assert.Null(message.Html);
    }

    [Theory]
    [InlineData(null, "en")]
    [InlineData("nl", "nl")]
    [InlineData("nl-BE", "nl")]
    [InlineData("DE-at", "de")]
    [InlineData("pt", "en")]
    [InlineData("", "en")]
    public async Task The_nearest_language_is_taken(string? wanted, string taken)
    {
        var notice = await Notice(Issued, wanted);
        Assert.Equal((taken, 1, "fine.issued"), (notice.Locale, notice.Version, notice.Template));
    }

    internal static async Task<Content> Notice(FineEvent told, string? locale = null, string channel = ChannelNames.Email) =>
        await Templates.Write(new ThingToSay(told.Type, channel, locale, null, told), default);
}
