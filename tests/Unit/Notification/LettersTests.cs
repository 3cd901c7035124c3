using Fleet.Contracts.FineCollection;
using Fleet.Contracts.VehicleRegistry;
using Fleet.Notification.Domain.Letters;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Tests.Unit.Notification;

public sealed class LettersTests
{
    [Theory]
    [InlineData("NL", "A. Person|Street 1|1234 AB  TOWN|NETHERLANDS")]
    [InlineData("DE", "A. Person|Street 1|1234 AB Town|GERMANY")]
    [InlineData("GB", "A. Person|Street 1|Town|1234 AB|UNITED KINGDOM")]
    [InlineData("US", "A. Person|Street 1|Town 1234 AB|UNITED STATES")]
    [InlineData("HU", "A. Person|Town|Street 1|1234 AB|HUNGARY")]
    [InlineData("zz", "A. Person|Street 1|1234 AB Town|ZZ")]
    public void An_address_has_the_order_of_its_country(string country, string lines) =>
        Assert.Equal(lines, string.Join('|', AddressBlock.Lines("A.\n Person", new PostalAddress("Street 1", "1234 AB", "Town", country))!));

    [Theory]
    [InlineData("", "Street 1", "Town", "NL")]
    [InlineData("A. Person", " ", "Town", "NL")]
    [InlineData("A. Person", "Street 1", "", "NL")]
    [InlineData("A. Person", "Street 1", "Town", "")]
    public void An_incomplete_address_is_none(string name, string street, string town, string country) =>
        Assert.Null(AddressBlock.Lines(name, new PostalAddress(street, "1234 AB", town, country)));

    [Fact]
    public void A_barcode_says_which_fine_how_much_and_until_when() =>
        Assert.Equal("F1-0123456789ABCDEFGHJKMNPQRS-EUR12900-20260509-" + PaymentCode.Check("F10123456789ABCDEFGHJKMNPQRSEUR1290020260509"), PaymentCode.Of(Told(12_900)));

    [Fact]
    public void Nothing_to_pay_has_no_barcode()
    {
        Assert.Null(PaymentCode.Of(null));
        Assert.Null(PaymentCode.Of(Told(0)));
        Assert.Null(PaymentCode.Of(Told(1) with { DueDate = null }));
        Assert.Null(PaymentCode.Of(Told(1) with { Amount = null }));
    }

    // The example of the Global Release Identifier standard, which uses the same check character.
    [Fact]
    public void The_check_character_is_that_of_ISO_7064() => Assert.Equal('M', PaymentCode.Check("A1-2425G-ABC1234002"));

    [Fact]
    public void A_misread_character_shows() => Prop.ForAll<int, int>(IsSeen).QuickCheckThrowOnFailure();

    private static bool IsSeen(int place, int by)
    {
        const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        const string Text = "F10123456789ABCDEFGHJKMNPQRSEUR1290020260509";
        var misread = Text.ToCharArray();
        var at = (int)((uint)place % misread.Length);
        misread[at] = Alphabet[(Alphabet.IndexOf(Text[at], StringComparison.Ordinal) + 1 + (int)((uint)by % 35)) % 36];
        return PaymentCode.Check(Text) != PaymentCode.Check(new string(misread));
    }

    private static FineEvent Told(long amount) => new(
        "evt_1", FineEventTypes.Issued, "fin_0123456789abcdefghjkmnpqrs", DateTimeOffset.UnixEpoch, null,
        new ViolationSummary("vio_1", "AB12CD", "A2", "km 1", "Europe/Amsterdam", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 100, 110m, 3m, 107),
        new Money(amount, "EUR"), new DateOnly(2026, 5, 9));
}
