using Fleet.Contracts.FineCollection;
using Fleet.Contracts.VehicleRegistry;
using Fleet.Notification.Channels;
using Fleet.Notification.Domain.Messages;
using Fleet.Notification.Domain.Preferring;

namespace Fleet.Tests.Unit.Notification;

public sealed class FineMessagesTests
{
    private static readonly FineEvent Issued = FineNoticeTests.Issued;
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 1, TimeSpan.Zero);
    private static readonly string[] Defaults = [ChannelNames.Email];

    [Fact]
    public void An_issued_fine_goes_to_its_recipient()
    {
        var message = Assert.Single(Plan(Issued).Messages);
        Assert.Equal([new Leg("email", "jan@example.org")], message.Legs);
        Assert.Equal((MessageStates.Pending, Now, true), (message.State, message.NextAt, message.Required));
    }

    [Theory]
    [InlineData(FineEventTypes.Referred, "prosecutor_writes")]
    [InlineData(FineEventTypes.OwnerUnknown, "owner_unknown")]
    [InlineData(FineEventTypes.Served, "nothing_to_tell")]
    public void Who_is_not_to_be_told_is_not_and_the_reason_has_a_name(string type, string reason)
    {
        var message = Assert.Single(Plan(Issued with { Type = type }).Messages);
        Assert.Equal((MessageStates.Suppressed, reason), (message.State, message.Reason));
    }

    [Fact]
    public void Every_type_of_fine_event_is_told_or_suppressed_with_a_reason()
    {
        foreach (var type in FineEventTypes.All)
        {
            var told = Issued with { Type = type };
            Assert.Null(FineMessages.Obstacle(told));
            var message = Assert.Single(Plan(told).Messages);
            Assert.Equal(message.State == MessageStates.Suppressed, message.Reason is not null);
        }
    }

    [Fact]
    public void A_later_event_of_a_fine_that_nobody_owns_is_told_to_nobody()
    {
        var message = Assert.Single(Plan(Issued with { Type = FineEventTypes.Withdrawn, Recipient = null }).Messages);
        Assert.Equal("owner_unknown", message.Reason);
    }

    [Fact]
    public void An_unknown_type_is_no_reason_to_stay_silent() => Assert.NotNull(FineMessages.Obstacle(Issued with { Type = "fine.of_the_future" }));

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("a@example.org;b@example.org")]
    [InlineData("a@example.org,b@example.org")]
    [InlineData("a@example.org\r\nBcc: b@example.org")]
    [InlineData("Jan <jan@example.org>")]
    [InlineData("a b@example.org")]
    public void What_is_not_one_plain_address_is_not_written_to(string address)
    {
        var plan = Plan(Issued with { Recipient = Issued.Recipient! with { Email = address } });
        Assert.Empty(plan.Messages);
        Assert.Equal(FineMessages.Unreachable, plan.Obstacle);
    }

    [Theory]
    [InlineData(FineEventTypes.Issued)]
    [InlineData(FineEventTypes.FinalNotice)]
    [InlineData(FineEventTypes.PaymentReversed)]
    public void What_the_law_requires_is_sent_whatever_was_preferred(string type)
    {
        var off = Wanting(new CategoryPreference(On: false, Channels: []));
        Assert.Equal([new Leg("email", "jan@example.org")], Assert.Single(Plan(Issued with { Type = type }, off).Messages).Legs);
    }

    [Fact]
    public void What_the_law_does_not_require_can_be_switched_off()
    {
        var message = Assert.Single(Plan(Issued with { Type = FineEventTypes.PaymentReceived }, Wanting(new CategoryPreference(On: false))).Messages);
        Assert.Equal((MessageStates.Suppressed, "preference"), (message.State, message.Reason));
    }

    [Fact]
    public void Preferred_channels_come_first_and_copies_are_messages_of_their_own()
    {
        var wanted = Wanting(new CategoryPreference(On: true, ["sms", "chat", "webhook"], ["in_app"])) with
        {
            Addresses = new Addresses(new WebhookAddress("https://example.org/hook", "s"), "+31612345678"),
        };
        var plan = Plan(Issued, wanted);
        Assert.Equal(["sms", "webhook", "email"], plan.Messages[0].Legs.Select(leg => leg.Channel));
        Assert.Equal([new Leg("in_app", "own_1")], plan.Messages[1].Legs);
        Assert.NotEqual(plan.Messages[0].Id, plan.Messages[1].Id);
    }

    [Fact]
    public void A_letter_goes_where_the_registry_says()
    {
        var recipient = Issued.Recipient! with { Email = "", Address = new PostalAddress("Dam 1", "1012 JS", "Amsterdam", "NL") };
        var plan = FineMessages.Plan("own_1", Issued with { Recipient = recipient }, Preferences.None, ["email", "post"], Now);
        Assert.Equal("Jan Jansen\nDam 1\n1012 JS  AMSTERDAM\nNETHERLANDS", Assert.Single(Assert.Single(plan.Messages).Legs).Address);
    }

    private static Preferences Wanting(CategoryPreference wanted) => Preferences.None with
    {
        Categories = new Dictionary<string, CategoryPreference> { [Categories.Fines] = wanted, [Categories.Payments] = wanted },
    };

    private static MessagePlan Plan(FineEvent told, Preferences? preferences = null) => FineMessages.Plan("own_1", told, preferences ?? Preferences.None, Defaults, Now);
}
