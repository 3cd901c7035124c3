namespace Fleet.Tests.Unit.Docs;

public sealed class DocsTests
{
    [Theory]
    [InlineData("testing-your-app.md", "ShopTest.cs")]
    [InlineData("testing-your-app.md", "SidecarClient.cs")]
    [InlineData("a-new-component-type.md", "DotenvSecretStore.cs")]
    public void Page_shows_the_code_that_runs_here(string page, string source)
    {
        var text = File.ReadAllText(Path("docs/development/" + page)).ReplaceLineEndings("\n");
        var code = File.ReadAllText(Path("tests/Unit/Docs/" + source)).ReplaceLineEndings("\n");

        Assert.Contains("```csharp\n" + code + "```", text, StringComparison.Ordinal);
    }

    private static string Path(string relative)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Fleet.sln")))
            folder = folder.Parent!;
        return System.IO.Path.Combine(folder.FullName, relative);
    }
}
