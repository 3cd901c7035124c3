using System.CommandLine;

namespace Fleet.Cli.Commands;

/// <summary>The option <c>--data</c>, the same in every command.</summary>
internal static class DataOption
{
    public static Option<string?> Create() => new("--data") { Description = "Folder of the run's data (default: .fleet in the repository)", HelpName = "DIR" };

    /// <summary>The folder that was chosen.</summary>
    public static string Of(ParseResult parsed, Option<string?> option) =>
        Path.GetFullPath(parsed.GetValue(option) ?? Path.Combine(Repository.Find(), ".fleet"));
}
