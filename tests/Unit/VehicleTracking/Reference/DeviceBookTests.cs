using System.Collections.Frozen;
using Fleet.VehicleTracking.Reference;

namespace Fleet.Tests.Unit.VehicleTracking.Reference;

public sealed class DeviceBookTests
{
    [Fact]
    public void At_an_instant_counts_the_version_that_began_last_and_of_two_the_later_one()
    {
        var timeline = new Timeline<string>("x", [new(1, long.MinValue, "first"), new(2, 100, "second"), new(4, 200, null), new(3, 100, "third")]);

        Assert.Equal(["first", "first", "third", "third", null], new[] { -5L, 99, 100, 199, 200 }.Select(timeline.At));
        Assert.Equal(3, timeline.VersionAt(150)!.Version);
    }

    [Fact]
    public void A_device_is_found_as_it_was_registered_at_the_instant_asked_for()
    {
        var book = Book(("a", [new(1, 1_000, new("van", 90, false)), new(2, 2_000, new("van", 90, true))]), ("b", [new(1, long.MinValue, new("b", null, false))]));

        Assert.Null(book.Find("a", 999));
        Assert.False(book.Find("a", 1_000)!.IsDisabled);
        Assert.True(book.Find("a", 2_000)!.IsDisabled);
        Assert.Equal("b", book.Find("b", 0)!.Vehicle);
        Assert.Null(book.Find("nobody", 0));
    }

    [Fact]
    public void A_vehicle_has_the_lowest_limit_of_the_devices_that_are_in_it_at_the_time()
    {
        var book = Book(
            ("van", [new(1, long.MinValue, new("van", 120, false))]),
            ("tag", [new(1, long.MinValue, new("van", 100, false)), new(2, 5_000, new("lorry", 80, false))]),
            ("mute", [new(1, long.MinValue, new("van", null, false))]));

        Assert.Equal(100, book.OverspeedLimitKmh("van", 0));
        Assert.Equal(120, book.OverspeedLimitKmh("van", 5_000));
        Assert.Null(book.OverspeedLimitKmh("lorry", 0));
        Assert.Equal(80, book.OverspeedLimitKmh("lorry", 5_000));
        Assert.Null(DeviceBook.Empty.OverspeedLimitKmh("van", 0));
    }

    private static DeviceBook Book(params (string Id, Effective<DeviceFacts>[] Versions)[] devices) => new(
        [.. Enumerable.Range(0, 4).Select(part => devices.Where(device => PartOf(device.Id) == part)
            .Select(device => new Timeline<DeviceFacts>(device.Id, device.Versions)).ToFrozenDictionary(device => device.Id, StringComparer.Ordinal))],
        PartOf);

    private static int PartOf(string id) => id.Length % 4;
}
