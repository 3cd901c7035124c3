using System.CommandLine;
using System.Text.Json.Nodes;
using Fleet.Runtime.Metadata;

namespace Fleet.Cli.Commands;

/// <summary><c>fleet version</c> and <c>--version</c>: the version of Dapr whose answers the embedded runtime gives.</summary>
internal static class VersionCommand
{
    private static readonly Option<string?> Output = DaprOptions.Text("json", "--output", "-o");

    /// <summary>The lines of <c>dapr --version</c>.</summary>
    public static string Lines => $"CLI version: {DaprRelease.Version} \nRuntime version: {DaprRelease.Version}";

    public static Command Create()
    {
        var command = new Command("version", "Say which version of Dapr this stands in for.") { Output };
        command.SetAction((parsed, _) => DaprExit.CodeAsync(() => Task.FromResult(Show(parsed.GetValue(Output)))));
        return command;
    }

    private static int Show(string? format)
    {
        Console.WriteLine(format switch
        {
            null or "" => Lines,
            "json" => new JsonObject { ["Cli version"] = DaprRelease.Version, ["Runtime version"] = DaprRelease.Version }.ToJsonString(ListedApp.Compact),
            _ => throw new CommandFailedException("An invalid output format was specified."),
        });
        return 0;
    }
}
