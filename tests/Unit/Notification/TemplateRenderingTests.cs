using Fleet.Contracts.FineCollection;
using Fleet.Notification.Channels;
using Fleet.Notification.Templates;
using Fleet.Notification.Templates.Model;
using Fleet.Notification.Templates.Versions;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;

namespace Fleet.Tests.Unit.Notification;

/// <summary>Every template in every language, with all that an event may have and with the least.</summary>
public sealed class TemplateRenderingTests
{
    private static readonly HandlebarsTemplates Templates =
        new(new ShippedVersions(FineNoticeTests.Shipped, Options.Create(new NoticeOptions())), Options.Create(new NoticeOptions()));

    public static TheoryData<string, string> All()
    {
        var data = new TheoryData<string, string>();
        foreach (var name in FieldSets.Names)
        {
            foreach (var locale in FineNoticeTests.Shipped.Locales.Keys) data.Add(name, locale);
        }

        return data;
    }

    [Fact]
    public void The_templates_that_the_service_comes_with_have_no_mistakes() => Assert.Empty(FineNoticeTests.Shipped.Mistakes);

    [Fact]
    public void There_are_English_Dutch_and_German() => Assert.Equal(["de", "en", "nl"], FineNoticeTests.Shipped.Locales.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(All))]
    public async Task Each_is_there_in_its_own_language_and_can_be_written(string name, string locale)
    {
        foreach (var thing in new[] { Samples.Of(name), Samples.Least(name) })
        {
            var mail = await Templates.Write(thing with { Locale = locale }, default);
            Assert.Equal((name, locale, 1), (mail.Template, mail.Locale, mail.Version));
            Assert.DoesNotContain("{{", mail.Subject + mail.Text + mail.Html, StringComparison.Ordinal);
            Assert.DoesNotContain(mail.Subject, char.IsControl);
            Assert.StartsWith($"<!DOCTYPE html>\n<html lang=\"{locale}\">", mail.Html, StringComparison.Ordinal);
            Assert.EndsWith("</html>\n", mail.Html, StringComparison.Ordinal);
            Assert.All(mail.Html!, c => Assert.True(char.IsAscii(c)));
            var brief = await Templates.Write(thing with { Locale = locale, Channel = ChannelNames.Sms }, default);
            Assert.InRange(brief.Text.Length, 10, 320);
            Assert.DoesNotContain('\n', brief.Text);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Text_and_page_state_the_same_facts(string name, string locale)
    {
        var thing = Samples.Of(name);
        var mail = await Templates.Write(thing with { Locale = locale }, default);
        var page = System.Net.WebUtility.HtmlDecode(mail.Html!);
        foreach (var fact in Facts(thing, FineNoticeTests.Shipped.Locales[locale].Formats))
        {
            Assert.Contains(fact, mail.Text, StringComparison.Ordinal);
            Assert.Contains(fact, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Whatever_stands_in_an_event_is_text()
    {
        Check.QuickThrowOnFailure(Prop.ForAll<NonNull<string>, NonNull<string>>((first, second) =>
        {
            var hostile = first.Get + "\"'><img src=x onerror=1>{{" + second.Get;
            var issued = FineNoticeTests.Issued;
            var told = issued with
            {
                FineId = hostile,
                Recipient = issued.Recipient! with { Name = hostile },
                Violation = issued.Violation with { Plate = hostile, RoadName = hostile, Place = hostile },
                Details = new FineEventDetails(Reason: hostile, RelatedFineId: hostile),
            };
            var mail = FineNoticeTests.Notice(told).GetAwaiter().GetResult();
            Assert.Equal(Tags(FineNoticeTests.Notice(told with { FineId = "a", Recipient = issued.Recipient, Violation = issued.Violation, Details = new FineEventDetails(RelatedFineId: "b") }).GetAwaiter().GetResult().Html!), Tags(mail.Html!));
            Assert.DoesNotContain(mail.Subject, char.IsControl);
            Assert.Contains(CleanText.Of(hostile), mail.Subject, StringComparison.Ordinal);
            return true;
        }));
    }

    private static int Tags(string html) => html.Count(letter => letter is '<' or '>' or '"');

    private static IEnumerable<string> Facts(ThingToSay thing, Fleet.Notification.Templates.Formats.LocaleFormats formats)
    {
        if (thing.Vehicle is { } vehicle) return [vehicle.Plate, formats.KindOf(vehicle.Kind), formats.TimeOf(vehicle.At, thing.TimeZone!)];
        if (thing.Digest is { } digest) return digest.Select(news => news.Subject);
        var (fine, details) = (thing.Fine!, thing.Fine!.Details!);
        List<string> facts = [fine.FineId, fine.Recipient!.Name, fine.Violation.Plate];
        if (Asks.Contains(fine.Type)) facts.AddRange([formats.MoneyOf(fine.Amount!), formats.DateOf(fine.DueDate!.Value), "https://fines.fleet.example.org/pay/" + fine.FineId]);
        if (fine.Type is FineEventTypes.FirstReminder or FineEventTypes.FinalNotice) facts.Add(formats.MoneyOf(details.Surcharge!));
        if (fine.Type is FineEventTypes.PaymentReceived or FineEventTypes.Paid or FineEventTypes.PaymentReversed) facts.Add(formats.MoneyOf(details.Received!));
        if (fine.Type == FineEventTypes.Refunded) facts.Add(formats.MoneyOf(details.Refunded!));
        if (fine.Type is FineEventTypes.Upheld or FineEventTypes.Reduced or FineEventTypes.Dismissed or FineEventTypes.Withdrawn) facts.Add(details.Reason!);
        if (fine.Type is FineEventTypes.DriverNominated or FineEventTypes.Issued) facts.Add(details.RelatedFineId!);
        if (fine.Type == FineEventTypes.InstalmentsAgreed) facts.AddRange(details.Instalments!.SelectMany(part => new[] { formats.DateOf(part.DueDate), formats.MoneyOf(part.Amount) }));
        return facts;
    }

    private static readonly string[] Asks =
    [
        FineEventTypes.Issued, FineEventTypes.FirstReminder, FineEventTypes.FinalNotice, FineEventTypes.Upheld, FineEventTypes.Reduced,
        FineEventTypes.PaymentReceived, FineEventTypes.PaymentReversed, FineEventTypes.InstalmentsDefaulted,
    ];
}
