using Fleet.Cli;
using Fleet.Cli.Commands;

namespace Fleet.Tests.Unit.Cli;

public sealed class SyntaxTests
{
    [Theory]
    [InlineData("unknown flag: --app-prot\n", "run", "--app-id", "x", "--app-prot", "3005", "--", "node", "app.js")]
    [InlineData("unknown flag: --app-prot\n", "run", "--app-prot=3005", "--", "node")]
    [InlineData("unknown shorthand flag: 'e' in -e; what belongs to the app's command comes after --\n", "run", "--app-id", "x", "node", "-e", "1", "--app-port", "3000")]
    [InlineData("unknown flag: --bogus\n", "list", "--bogus")]
    [InlineData("unknown flag: --app\n", "stop", "--app", "x")]
    [InlineData("unknown flag: --bogus\n", "invoke", "-a", "x", "-m", "y", "--bogus", "--", "z")]
    [InlineData("unknown command \"fly\" for \"fleet\"\nRun 'fleet --help'", "fly", "away")]
    [InlineData("Option '--method' is required.", "invoke", "-a", "x")]
    public void A_mistake_comes_first_and_is_said_as_the_Dapr_CLI_does(string start, params string[] args)
    {
        var mistake = MistakeIn(args);
        Assert.StartsWith("Error: " + start, mistake?.Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(1, mistake!.ExitCode);
    }

    [Theory]
    [InlineData("up", "--bogus")]
    [InlineData("mail", "first")]
    [InlineData("fault", "brake")]
    public void A_mistake_in_a_command_of_Fleet_ends_with_2(params string[] args) => Assert.Equal(2, MistakeIn(args)?.ExitCode);

    [Theory]
    [InlineData("run", "--app-id", "x", "--", "node", "-e", "1", "--bogus", "-p", "7")]
    [InlineData("run", "node", "app.js", "--app-id", "x", "-p", "3000")]
    [InlineData("run", "-p3000", "--", "-")]
    [InlineData("run", "-f", "-")]
    [InlineData("publish", "-i", "a", "-p", "b", "-t", "c", "-d", "-1")]
    [InlineData("init", "--slim", "--bogus")]
    [InlineData("dashboard", "-p", "8080")]
    public void What_is_no_mistake_is_let_through(params string[] args) => Assert.Null(MistakeIn(args));

    [Fact]
    public void Flags_may_come_after_the_words_of_the_command_and_all_after_two_dashes_is_the_commands()
    {
        var parsed = CommandLine.Parse(["run", "node", "app.js", "-p", "3000", "--", "-p", "7"], TimeProvider.System);
        Assert.Equal(["node", "app.js", "-p", "7"], parsed.GetValue<string[]>("command")!);
        Assert.Equal("3000", parsed.GetValue<string?>("--app-port"));
    }

    private static SyntaxMistake? MistakeIn(string[] args) => Syntax.Mistake(CommandLine.Parse(args, TimeProvider.System));
}
