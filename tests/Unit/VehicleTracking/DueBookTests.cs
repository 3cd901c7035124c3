using Fleet.VehicleTracking.Shards;

namespace Fleet.Tests.Unit.VehicleTracking;

public sealed class DueBookTests
{
    [Fact]
    public void Minutes_are_swept_in_order_and_parts_from_the_last()
    {
        var book = DueBook.Empty;
        for (var plate = 0; plate < DuePart.Size + 1; plate++) (book, _) = book.Add(20);
        (book, var part) = book.Add(10);
        Assert.Equal(0, part);

        var swept = new List<(long, int)>();
        while (book.Next(20) is var (minute, due))
        {
            swept.Add((minute, due));
            book = book.Done(due);
        }

        Assert.Equal([(10, 0), (20, 1), (20, 0)], swept);
        Assert.Empty(book.Minutes);
    }

    [Fact]
    public void What_is_due_later_is_left_alone()
    {
        var (book, _) = DueBook.Empty.Add(21);

        Assert.Null(book.Next(20));
        Assert.Null(DueBook.Empty.Next(long.MaxValue));
    }

    [Fact]
    public void A_plate_and_the_vehicle_of_the_same_name_are_in_one_shard()
    {
        Assert.Equal(ShardKey.Of("AB12CD"), ShardKey.Of("ab-12 cd"));
        Assert.Equal(ShardKey.Count, Enumerable.Range(0, 1_000).Select(i => ShardKey.Of($"XX{i}YY")).Distinct().Count());
        Assert.Equal(3, ShardKey.Of("stored data depends on this"));
    }
}
