using System.Text.RegularExpressions;
using Fleet.Gateway.Forwarding;

namespace Fleet.Tests.Architecture;

/// <summary>The table of routes in the docs is what the gateway forwards.</summary>
public sealed partial class RouteTableTests
{
    [Fact]
    public void The_docs_list_every_public_path_with_its_service()
    {
        var rows = File.ReadLines(Repository.Path("docs", "services", "gateway.md")).Where(line => line.StartsWith("| `/", StringComparison.Ordinal))
            .Select(line => line.Split('|')).Where(cells => !cells[1].Contains("/v1/stats", StringComparison.Ordinal));
        var listed = rows.SelectMany(cells => PathText().Matches(cells[1]).Select(path => $"{path.Groups["path"].Value} {ServiceText().Match(cells[2]).Value}"));

        Assert.Equal(RouteTable.Routes.Select(route => $"{route.Prefix} {route.AppId}").Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("`(?<path>/[a-z0-9/-]*[a-z])[^`]*`", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex PathText();

    [GeneratedRegex("[a-z]+(-[a-z]+)*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex ServiceText();
}
