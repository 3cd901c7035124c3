using Fleet.FineCollection.Domain.Life;

namespace Fleet.Tests.Architecture;

/// <summary>The table in the docs is the table that fines live by.</summary>
public sealed class LifeTableTests
{
    private const string Begin = "<!-- life -->\n";
    private const string End = "<!-- /life -->";

    [Fact]
    public void The_docs_have_the_table_of_the_life_of_a_fine()
    {
        var path = Repository.Path("docs", "services", "fine-collection", "life-of-a-fine.md");
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        var (from, to) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        var received = Repository.Path("artifacts", "received", "life-of-a-fine.md");
        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, page[..from] + Table() + page[to..]);
        Assert.True(page[from..to] == Table(), "the table of the life of a fine is out of date; artifacts/received/life-of-a-fine.md has the right one");
    }

    private static string Table() =>
        Line(["", .. CommandNames.All.Select(Code)])
        + Line(Enumerable.Repeat("---", CommandNames.All.Count + 1))
        + string.Concat(FineStates.All.Select(state => Line([$"**{state}**", .. LifeTable.Of(state).Cells.Select(Text)])));

    private static string Text(Cell cell) => cell switch
    {
        { Refusal: { } code } => Code(code),
        { To.Count: 0 } => "stays",
        _ => "→ " + string.Join(", ", cell.To),
    };

    private static string Code(string name) => $"`{name}`";

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n".Replace("|  |", "| |", StringComparison.Ordinal);
}
