using System.CommandLine;
using System.CommandLine.Parsing;

namespace Fleet.Cli.Commands;

/// <summary>Something typed that no command takes.</summary>
/// <param name="Text">What to say about it.</param>
/// <param name="ExitCode">1 for the commands that the Dapr CLI has too, else 2.</param>
public sealed record SyntaxMistake(string Text, int ExitCode);

/// <summary>
/// Finds what was typed wrong, and says it as the Dapr CLI does: the mistake first, and no page of help. Flags may stand
/// before and after the words of a command; one that is not known is never taken for a word.
/// </summary>
public static class Syntax
{
    private static readonly string[] OfDapr = ["run", "list", "stop", "invoke", "publish", "version", "init", "uninstall"];

    /// <summary>The first mistake; null: there is none.</summary>
    public static SyntaxMistake? Mistake(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (!command.TreatUnmatchedTokensAsErrors)
            return null;
        var words = WordsBeforeDashes(parsed);
        var said = UnknownFlag(words, command) ?? UnknownCommand(parsed, words) ?? (parsed.Errors.Count == 0 ? null : string.Join(Environment.NewLine, parsed.Errors.Select(error => error.Message)));
        if (said is null)
            return null;
        var path = Path(parsed.CommandResult);
        var isDapr = command is RootCommand || OfDapr.Contains(command.Name, StringComparer.Ordinal);
        return new SyntaxMistake($"Error: {said}{Environment.NewLine}Run '{path} --help' for usage.", isDapr ? DaprExit.Failed : Failures.CannotBeDone);
    }

    private static string? UnknownFlag(IReadOnlyList<string> words, Command command)
    {
        var at = words.ToList().FindIndex(word => word.Length > 1 && word[0] == '-');
        if (at < 0)
            return null;
        var flag = words[at];
        var hint = at > 0 && command.Name == "run" ? "; what belongs to the app's command comes after --" : "";
        return (flag.StartsWith("--", StringComparison.Ordinal) ? $"unknown flag: {flag.Split('=')[0]}" : $"unknown shorthand flag: '{flag[1]}' in {flag}") + hint;
    }

    private static string? UnknownCommand(ParseResult parsed, IReadOnlyList<string> words) =>
        parsed.CommandResult.Command is { Subcommands.Count: > 0 } && words.Count > 0 ? $"unknown command \"{words[0]}\" for \"{Path(parsed.CommandResult)}\"" : null;

    // Words that belong to no option, up to a lone --; those after it are the app's.
    private static IReadOnlyList<string> WordsBeforeDashes(ParseResult parsed)
    {
        var after = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Skip(1).Count();
        List<string> words = [.. parsed.CommandResult.Tokens.Select(token => token.Value), .. parsed.UnmatchedTokens];
        return words[..Math.Max(0, words.Count - after)];
    }

    private static string Path(CommandResult result) => result.Parent is CommandResult parent ? $"{Path(parent)} {result.Command.Name}" : "fleet";
}
