using System.CommandLine;
using Fleet.Cli.Running;

namespace Fleet.Cli.Commands;

/// <summary>Commands of the Dapr CLI for which there is nothing here: they say so in one line and fail, so that a script notices.</summary>
internal static class AbsentCommands
{
    public static IEnumerable<Command> Create() =>
    [
        Create("annotate", "it is for Kubernetes; use the Dapr CLI"),
        Create("build-info", "`fleet version` says which version of Dapr this stands in for"),
        Create("completion", "there are no completions for a shell"),
        Create("components", "it is for Kubernetes; `GET /v1.0/metadata` of a sidecar lists its components"),
        Create("configurations", "it is for Kubernetes; use the Dapr CLI"),
        Create("dashboard", "`fleet list` and `fleet status` say what runs"),
        Create("mtls", "it is for Kubernetes, and there is no mTLS between sidecars of one process"),
        Create("scheduler", "jobs and reminders are reached over the HTTP API"),
        Create("upgrade", "it is for Kubernetes; use the Dapr CLI"),
        Create("workflow", "the embedded runtime has no workflows"),
    ];

    private static Command Create(string name, string why)
    {
        var command = new Command(name, "Not part of Fleet.") { TreatUnmatchedTokensAsErrors = false, Hidden = true };
        command.SetAction(_ =>
        {
            Console.Error.WriteLine(Say.Failure($"`{name}` of the Dapr CLI is not part of Fleet: {why}."));
            return DaprExit.Failed;
        });
        return command;
    }
}
