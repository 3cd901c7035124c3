using Fleet.Contracts.FineCollection;
using Fleet.Notification.Domain;

namespace Fleet.Tests.Unit.Notification;

public sealed class DeliveryRulesTests
{
    private static readonly FineEvent Issued = FineNoticeTests.Issued;

    [Fact]
    public void An_issued_fine_goes_to_its_recipient()
    {
        var send = Assert.IsType<DeliveryDecision.Send>(DeliveryRules.Decide(Issued));
        Assert.Equal("jan@example.org", send.Address);
        Assert.Equal(FineNotice.Render(Issued), send.Notice);
    }

    [Fact]
    public void A_referral_is_not_mailed() => Assert.Equal(
        new DeliveryDecision.Suppress("prosecutor_writes"),
        DeliveryRules.Decide(Issued with { Type = FineEventTypes.Referred, Amount = null, DueDate = null }));

    [Fact]
    public void A_fine_without_owner_is_not_mailed() => Assert.Equal(
        new DeliveryDecision.Suppress("owner_unknown"),
        DeliveryRules.Decide(Issued with { Type = FineEventTypes.OwnerUnknown, Recipient = null }));

    [Fact]
    public void An_unknown_type_is_no_reason_to_stay_silent() =>
        Assert.Throws<ArgumentException>(() => DeliveryRules.Decide(Issued with { Type = "fine.of_the_future" }));

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("a@example.org;b@example.org")]
    [InlineData("a@example.org,b@example.org")]
    [InlineData("a@example.org\r\nBcc: b@example.org")]
    [InlineData("Jan <jan@example.org>")]
    [InlineData("a b@example.org")]
    public void What_is_not_one_plain_address_is_not_written_to(string address) =>
        Assert.Throws<ArgumentException>(() => DeliveryRules.Decide(Issued with { Recipient = Issued.Recipient! with { Email = address } }));
}
