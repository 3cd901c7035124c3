using Fleet.Contracts.VehicleRegistry;
using Fleet.VehicleRegistry.Domain;

namespace Fleet.Tests.Unit.VehicleRegistry;

public sealed class OwnerRulesTests
{
    private static readonly Owner Good = new("own_1", "Zoë O'Brien", "zoe.o'brien+car@example.org");

    [Fact]
    public void A_good_owner_breaks_no_rule() => Assert.Null(OwnerRules.Broken(Good));

    [Fact]
    public void No_owner_breaks_no_rule() => Assert.Null(OwnerRules.Broken(null));

    [Theory]
    [InlineData("", "Zoë", "zoe@example.org", "owner.ownerId")]
    [InlineData("a/b", "Zoë", "zoe@example.org", "owner.ownerId")]
    [InlineData("own_1\n", "Zoë", "zoe@example.org", "owner.ownerId")]
    [InlineData("own_1", " ", "zoe@example.org", "owner.name")]
    [InlineData("own_1", "Zoë\r\nBcc: x", "zoe@example.org", "owner.name")]
    [InlineData("own_1", "Zoë", "zoe", "owner.email")]
    [InlineData("own_1", "Zoë", "zoe@example", "owner.email")]
    [InlineData("own_1", "Zoë", "zoe@example.org;eve@example.org", "owner.email")]
    [InlineData("own_1", "Zoë", "zoe@example.org\n", "owner.email")]
    public void A_broken_rule_names_its_field(string id, string name, string email, string field) =>
        Assert.Equal(field, OwnerRules.Broken(new Owner(id, name, email))!.Param);
}
