using Fleet.VehicleTracking.Positions;

namespace Fleet.Tests.Unit.VehicleTracking;

public sealed class UuidMemoryTests
{
    [Fact]
    public void It_knows_the_newest_and_forgets_the_oldest()
    {
        var memory = UuidMemory.Empty;
        for (var i = 0L; i < 1_000; i += 10) memory = memory.With([.. Enumerable.Range(0, 10).Select(j => i + j)]);

        Assert.Equal(Enumerable.Range(1_000 - UuidMemory.Most, UuidMemory.Most).Select(i => (long)i), memory.Open().Order());
        Assert.Equal(UuidMemory.Most * 8, memory.Hashes.Length);
        Assert.NotEqual(UuidMemory.HashOf("a"), UuidMemory.HashOf("b"));
    }
}
