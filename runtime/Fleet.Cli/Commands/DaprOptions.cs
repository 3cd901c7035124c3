using System.CommandLine;

namespace Fleet.Cli.Commands;

/// <summary>Options that every command takes because the Dapr CLI does, and the making of options in its style.</summary>
internal static class DaprOptions
{
    /// <summary>What <c>-k</c> is answered with.</summary>
    public const string NotForKubernetes = "The embedded runtime is for one machine; for Kubernetes use the Dapr CLI.";

    /// <summary><c>--runtime-path</c>: there is nothing installed to point to.</summary>
    public static readonly Option<string?> RuntimePath = new("--runtime-path") { Description = "Changes nothing: the runtime is part of this program", Recursive = true, Hidden = true };

    /// <summary><c>--log-as-json</c>: messages stay as they are.</summary>
    public static readonly Option<bool> LogAsJson = new("--log-as-json") { Description = "Changes nothing", Recursive = true, Hidden = true };

    /// <summary><c>-k</c>: Fleet runs on Kubernetes with Dapr proper.</summary>
    public static Option<bool> Kubernetes() => new("--kubernetes", "-k") { Description = "Not here: on Kubernetes, use the Dapr CLI", Hidden = true };

    public static Option<string?> Text(string description, params string[] names) => new(names[0], names[1..]) { Description = description };

    public static Option<bool?> Flag(string description, params string[] names) => new(names[0], names[1..]) { Description = description };

    /// <summary>Refuses <c>-k</c>.</summary>
    /// <exception cref="CommandFailedException">It was given.</exception>
    public static void RefuseKubernetes(ParseResult parsed, Option<bool> kubernetes)
    {
        if (parsed.GetValue(kubernetes))
            throw new CommandFailedException(NotForKubernetes);
    }
}
