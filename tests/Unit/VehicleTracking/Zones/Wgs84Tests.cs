using Fleet.VehicleTracking.Zones;

namespace Fleet.Tests.Unit.VehicleTracking.Zones;

public sealed class Wgs84Tests
{
    // Geodesics by Vincenty's formulae.
    [Theory]
    [InlineData(52, 5, 52.09, 5, 10_014.139, 1e-5)]
    [InlineData(52, 5, 52, 5.145, 9_958.311, 1e-5)]
    [InlineData(52, 5, 52.05, 5.1, 8_835.466, 1e-5)]
    [InlineData(0.1, 30, 0.1, 30.09, 10_018.739, 1e-5)]
    [InlineData(79.9, 10, 79.95, 10.4, 9_604.302, 1e-5)]
    [InlineData(52, 5, 52.6, 6.1, 100_438.825, 1e-3)]
    [InlineData(-33, 151, -33.7, 150.3, 101_355.684, 1e-3)]
    public void A_distance_is_that_of_the_ellipsoid(double latitude, double longitude, double otherLatitude, double otherLongitude, double metres, double share) =>
        Assert.InRange(Wgs84.DistanceMetres(latitude, longitude, otherLatitude, otherLongitude), metres * (1 - share), metres * (1 + share));
}
