using Fleet.Simulator.Journal;

namespace Fleet.Tests.Unit.Simulator;

public sealed class LineLogTests
{
    private readonly string path = Path.Combine(Some.Folder(), "lines.log");

    [Fact]
    public async Task Lines_appended_side_by_side_are_all_there_again()
    {
        await using (var log = LineLog.Open(path, (_, _) => true, toDisk: true))
            await Task.WhenAll(Enumerable.Range(0, 5000).Select(i => log.AppendAsync($"line {i}")));
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => $"line {i}").Order(), Lines().Order());
    }

    [Fact]
    public async Task An_offset_leads_back_to_its_line()
    {
        await using var log = LineLog.Open(path, (_, _) => true, toDisk: false);
        var offsets = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => log.AppendAsync($"zeile ü {i}")));
        Assert.Equal("zeile ü 42", LineLog.ReadAt(path, offsets[42]));
    }

    [Fact]
    public async Task A_line_without_its_end_is_cut_off()
    {
        await File.WriteAllTextAsync(path, "one\ntwo\nthr");
        await using (var log = LineLog.Open(path, (_, _) => true, toDisk: false))
            await log.AppendAsync("three");
        Assert.Equal(["one", "two", "three"], Lines());
    }

    [Fact]
    public async Task An_unreadable_last_line_is_cut_off()
    {
        await File.WriteAllTextAsync(path, "one\n\0\0\0\n");
        await using (LineLog.Open(path, (line, _) => line == "one", toDisk: false))
        {
        }

        Assert.Equal(["one"], Lines());
    }

    [Fact]
    public async Task An_unreadable_line_in_the_middle_is_not_passed_over()
    {
        await File.WriteAllTextAsync(path, "one\nbroken\nthree\n");
        Assert.Throws<InvalidDataException>(() => LineLog.Open(path, (line, _) => line != "broken", toDisk: false));
    }

    [Fact]
    public async Task A_log_can_be_read_while_it_is_written()
    {
        await using var log = LineLog.Open(path, (_, _) => true, toDisk: false);
        await log.AppendAsync("one");
        Assert.Equal(["one"], Lines());
    }

    private List<string> Lines()
    {
        var lines = new List<string>();
        LineLog.Read(path, (line, _) =>
        {
            lines.Add(line);
            return true;
        });
        return lines;
    }
}
