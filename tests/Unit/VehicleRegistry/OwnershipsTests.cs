using Fleet.Contracts.VehicleRegistry;
using Fleet.VehicleRegistry.Domain;

namespace Fleet.Tests.Unit.VehicleRegistry;

public sealed class OwnershipsTests
{
    private static readonly DateTimeOffset May = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Owner Ada = new("own_a", "Ada", "ada@example.org");
    private static readonly Owner Bo = new("own_b", "Bo", "bo@example.org");
    private static readonly Owner Cy = new("own_c", "Cy", "cy@example.org");

    [Fact]
    public void The_first_owner_of_a_plate_was_always_answerable_unless_it_says_since_when()
    {
        Assert.Equal(Ada, OwnerAt(Register(null, Ada), May.AddYears(-10)));
        Assert.Null(OwnerAt(Register(null, Ada, from: May), May.AddTicks(-1)));
        Assert.Equal(Ada, OwnerAt(Register(null, Ada, from: May), May));
    }

    [Fact]
    public void Who_sold_a_vehicle_stays_answerable_for_the_time_before()
    {
        var sold = Register(Register(null, Ada), Bo, now: May);
        Assert.Equal(Ada, OwnerAt(sold, May.AddTicks(-1)));
        Assert.Equal(Bo, OwnerAt(sold, May));
    }

    [Fact]
    public void New_contact_data_reach_back_for_they_are_the_same_owner()
    {
        var moved = Ada with { Email = "ada@example.net" };
        var vehicle = Register(Register(null, Ada), moved, now: May);
        Assert.Equal(moved, OwnerAt(vehicle, May.AddYears(-1)));
        Assert.Null(vehicle.Earlier);
    }

    [Fact]
    public void A_sale_that_is_reported_late_counts_from_its_day_and_puts_aside_what_was_reported_after_it()
    {
        var vehicle = Register(Register(Register(null, Ada), Bo, now: May), Cy, from: May.AddDays(-10), now: May.AddDays(3));
        Assert.Equal(Ada, OwnerAt(vehicle, May.AddDays(-10).AddTicks(-1)));
        Assert.Equal(Cy, OwnerAt(vehicle, May.AddDays(-10)));
        Assert.Equal(Cy, OwnerAt(vehicle, May.AddDays(1)));
        Assert.Single(vehicle.Earlier!);
    }

    [Fact]
    public void A_vehicle_may_have_had_nobody_for_a_time()
    {
        var vehicle = Register(Register(Register(null, Ada), null, now: May), Bo, now: May.AddDays(5));
        Assert.Null(OwnerAt(vehicle, May.AddDays(4)));
        Assert.Equal([Ada, null, Bo], new[] { -1, 4, 5 }.Select(day => OwnerAt(vehicle, May.AddDays(day))));
    }

    [Fact]
    public void The_same_registration_again_changes_nothing()
    {
        var sold = Register(Register(null, Ada), Bo, from: May, now: May.AddDays(2));
        Assert.Equal(sold, Register(sold, Bo, from: May, now: May.AddDays(3)));
        Assert.Equal(sold, Register(sold, Bo, now: May.AddDays(3)));
    }

    private static RegisteredVehicle Register(RegisteredVehicle? known, Owner? owner, DateTimeOffset? from = null, DateTimeOffset? now = null) =>
        Ownerships.Register(known, "AB12", "Volta", null, owner, from, now ?? May);

    private static Owner? OwnerAt(RegisteredVehicle vehicle, DateTimeOffset instant) => Ownerships.At(vehicle, instant).Owner;
}
