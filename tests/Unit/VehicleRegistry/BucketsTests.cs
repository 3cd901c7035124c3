using Fleet.Contracts.VehicleRegistry;
using Fleet.VehicleRegistry.Domain;

namespace Fleet.Tests.Unit.VehicleRegistry;

public sealed class BucketsTests
{
    [Fact]
    public void Every_vehicle_lies_in_the_bucket_of_its_plate()
    {
        var buckets = Buckets.Spread(InventedRegistry.Vehicles);
        Assert.Equal(Buckets.Keys.Order(), buckets.Keys.Order());
        Assert.All(InventedRegistry.Vehicles, vehicle => Assert.Equal(vehicle, buckets[Buckets.KeyOf(vehicle.Plate)].Vehicles[vehicle.Plate]));
        Assert.Equal(InventedRegistry.Size, buckets.Values.Sum(bucket => bucket.Vehicles.Count));
    }

    [Fact]
    public void Buckets_stay_small() =>
        Assert.All(Buckets.Spread(InventedRegistry.Vehicles).Values, bucket => Assert.InRange(bucket.Vehicles.Count, 1, 150));

    [Fact]
    public void A_change_replaces_what_was_under_the_plate()
    {
        var before = new Bucket(new Dictionary<string, RegisteredVehicle>()).With(new RegisteredVehicle("AB123C", "Old", null));
        var after = before.With(new RegisteredVehicle("AB123C", "New", null));
        Assert.Equal("Old", before.Vehicles["AB123C"].Make);
        Assert.Equal("New", Assert.Single(after.Vehicles).Value.Make);
    }
}
