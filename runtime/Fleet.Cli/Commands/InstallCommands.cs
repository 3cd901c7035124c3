using System.CommandLine;
using Fleet.Cli.Running;

namespace Fleet.Cli.Commands;

/// <summary><c>init</c> and <c>uninstall</c> of the Dapr CLI: there is nothing to install, so that scripts may go on.</summary>
internal static class InstallCommands
{
    public static IEnumerable<Command> Create() =>
    [
        Create("init", "Nothing has to be installed: the runtime, its placement and its scheduler are part of this program."),
        Create("uninstall", "Nothing was installed."),
    ];

    // Whatever options a script gives, there is nothing they could change.
    private static Command Create(string name, string text)
    {
        var command = new Command(name, text) { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(_ =>
        {
            Console.WriteLine(Say.Success(text));
            return 0;
        });
        return command;
    }
}
