using Fleet.Runtime.Telemetry;

namespace Fleet.Tests.Architecture;

/// <summary>The table of metrics in the docs is what a sidecar has.</summary>
public sealed class MetricsTableTests
{
    private const string Begin = "<!-- metrics -->\n";
    private const string End = "<!-- /metrics -->";

    [Fact]
    public void The_docs_list_the_metrics_of_a_sidecar()
    {
        var path = Repository.Path("docs", "operations", "observability.md");
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        var (from, to) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        var table = "| metric | kind | labels | what |\n| --- | --- | --- | --- |\n" + string.Concat(Instruments.All.Select(Line));
        var received = Repository.Path("artifacts", "received", "observability.md");
        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, page[..from] + table + page[to..]);
        Assert.True(page[from..to] == table, "the table of metrics is out of date; artifacts/received/observability.md has the right one");
    }

    private static string Line(Instrument instrument) =>
        $"| `{instrument.Name}` | {instrument.Kind.ToString().ToLowerInvariant()} | {string.Join(", ", instrument.Labels)} | {instrument.Help} |\n";
}
