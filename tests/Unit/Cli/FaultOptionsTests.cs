using Fleet.Cli;
using Fleet.Cli.Commands;

namespace Fleet.Tests.Unit.Cli;

public sealed class FaultOptionsTests
{
    [Theory]
    [InlineData("delay --delay 1s..5s")]
    [InlineData("delay --app a --call invoke:b --rate 0.5 --times 3 --for 90s --delay 200ms")]
    [InlineData("error --call state --status 503 --message 'no'")]
    [InlineData("drop-answer --for 2h")]
    [InlineData("delay --delay 1.5s..2m")]
    public void A_fault_is_shown_in_the_form_in_which_it_is_added(string typed)
    {
        var parsed = CommandLine.Parse(["fault", "add", .. typed.Replace("'", "", StringComparison.Ordinal).Split(' ')], TimeProvider.System);
        Assert.Equal(typed, FaultOptions.Describe(FaultOptions.Rule(parsed)));
    }
}
