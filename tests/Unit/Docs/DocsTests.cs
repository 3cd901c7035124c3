namespace Fleet.Tests.Unit.Docs;

public sealed class DocsTests
{
    [Fact]
    public void Page_shows_the_test_that_runs_here()
    {
        var page = File.ReadAllText(Path("docs/development/testing-your-app.md")).ReplaceLineEndings("\n");
        var test = File.ReadAllText(Path("tests/Unit/Docs/ShopTest.cs")).ReplaceLineEndings("\n");

        Assert.Contains("```csharp\n" + test + "```", page, StringComparison.Ordinal);
    }

    private static string Path(string relative)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Fleet.sln")))
            folder = folder.Parent!;
        return System.IO.Path.Combine(folder.FullName, relative);
    }
}
