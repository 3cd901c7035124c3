using Fleet.VehicleTracking.Evidence;
using Fleet.VehicleTracking.SectionControl;
using Fleet.VehicleTracking.Shards;

namespace Fleet.Tests.Unit.VehicleTracking;

public sealed class ViolationStoreTests
{
    private readonly Dictionary<string, byte[]> states = [];

    [Fact]
    public async Task Violations_of_a_plate_are_found_and_counted_without_reading_those_of_others()
    {
        await Add("AB12CD", day: 0);
        for (var i = 0; i < 250; i++) await Add("XX99YY", day: 1);
        await Add("AB12CD", day: 2);
        for (var part = 0; part < 3; part++) states[StateNames.ViolationPart(Day(1), part)] = "broken"u8.ToArray();

        Assert.Equal(2, await Store().Count("AB12CD"));
        var found = await Store().List(new ViolationQuery(long.MaxValue, "", 10, "AB12CD"));
        Assert.Equal([Some.Noon.AddDays(2), Some.Noon], found.Select(stored => stored.DecidedAt));
    }

    [Fact]
    public async Task What_is_erased_for_its_age_is_not_counted_for_its_plate_any_more()
    {
        await Add("AB12CD", day: 0);
        await Add("AB12CD", day: 1);

        await Store().EraseOldest(Day(1));
        Assert.Equal(1, await Store().Count("AB12CD"));
        await Store().EraseOldest(Day(2));

        Assert.DoesNotContain(StateNames.PlateViolations("AB12CD"), states.Keys);
        Assert.Empty(await Store().List(new ViolationQuery(long.MaxValue, "", 10, "AB12CD")));
    }

    private static long Day(int day) => Some.Noon.AddDays(day).ToUnixTimeMilliseconds() / 86_400_000;

    private ViolationStore Store() => new(new ShardStore(new MemoryStates(states)));

    private async Task Add(string plate, int day)
    {
        var decision = SectionRules.Take(PlateState.Empty, [Some.Passage("one", day * 86_400), Some.Passage("two", (day * 86_400) + 300)], Some.Roads, Some.Tolerances);
        await Store().Add([Violations.Of(plate, decision.Violations[0], Some.Noon.AddDays(day))]);
    }
}
