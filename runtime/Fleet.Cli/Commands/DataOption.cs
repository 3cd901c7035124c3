using System.CommandLine;

namespace Fleet.Cli.Commands;

/// <summary>The option <c>--data</c>, the same in every command.</summary>
internal static class DataOption
{
    public static Option<string?> Create() => new("--data") { Description = "Folder of the run's data (default: .fleet in the repository)", HelpName = "DIR" };

    /// <summary>The folder that was given, absolute; null: none was.</summary>
    public static string? Given(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { } data ? Path.GetFullPath(data) : null;

    /// <summary>The data folder of <c>fleet up</c>; null: there is no repository here.</summary>
    public static string? Own() => Repository.TryFind() is { } root ? Path.Combine(root, ".fleet") : null;

    /// <summary>The folder that was chosen.</summary>
    public static string Of(ParseResult parsed, Option<string?> option) =>
        Path.GetFullPath(parsed.GetValue(option) ?? Path.Combine(Repository.Find(), ".fleet"));
}
