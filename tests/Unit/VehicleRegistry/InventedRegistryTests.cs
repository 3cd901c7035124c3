using Fleet.VehicleRegistry.Domain;

namespace Fleet.Tests.Unit.VehicleRegistry;

public sealed class InventedRegistryTests
{
    [Fact]
    public void There_are_as_many_plates_as_said_and_all_differ() =>
        Assert.Equal(InventedRegistry.Size, InventedRegistry.Vehicles.Select(vehicle => vehicle.Plate).Distinct().Count());

    [Fact]
    public void Every_plate_is_normalised() => Assert.All(InventedRegistry.Vehicles, vehicle => Assert.Equal(vehicle.Plate, Plates.Normalise(vehicle.Plate)));

    [Fact]
    public void Every_owner_can_be_written_to_at_an_address_that_nobody_has() => Assert.All(InventedRegistry.Vehicles, vehicle =>
    {
        Assert.Null(OwnerRules.Broken(vehicle.Owner));
        Assert.Matches(@"@example\.(com|org|net)$", vehicle.Owner!.Email);
    });

    [Fact]
    public void An_owner_id_always_means_one_owner() =>
        Assert.All(InventedRegistry.Vehicles.GroupBy(vehicle => vehicle.Owner!.OwnerId), owner => Assert.Single(owner.Select(vehicle => vehicle.Owner).Distinct()));

    [Fact]
    public void Some_owners_have_two_vehicles() =>
        Assert.Contains(InventedRegistry.Vehicles.GroupBy(vehicle => vehicle.Owner!.OwnerId), owner => owner.Count() == 2);

    [Fact]
    public void Names_bring_what_real_names_bring()
    {
        var names = string.Concat(InventedRegistry.Vehicles.Select(vehicle => vehicle.Owner!.Name));
        foreach (var c in "'ü<&\"{") Assert.Contains(c, names);
    }

    // A registry that was seeded once and is asked years later: the invented ones never change.
    [Fact]
    public void The_first_vehicle_is_the_same_for_ever()
    {
        var first = InventedRegistry.Vehicles[0];
        Assert.Equal(("ZR685D", "owner-0000@example.org"), (first.Plate, first.Owner!.Email));
    }
}
