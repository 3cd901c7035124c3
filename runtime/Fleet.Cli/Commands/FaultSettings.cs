using System.CommandLine;

namespace Fleet.Cli.Commands;

/// <summary>The options <c>--allow-faults</c> and <c>--fault-seed</c> of commands that start a run.</summary>
internal static class FaultSettings
{
    public static Option<bool> Allow { get; } = new("--allow-faults") { Description = "Let fleet fault break this run, through its control endpoint on 127.0.0.1" };

    public static Option<int> Seed { get; } = new("--fault-seed") { Description = "Decides which calls faults hit", HelpName = "N" };

    /// <summary>The seed; null: faults are not allowed.</summary>
    public static int? Of(ParseResult parsed) => parsed.GetValue(Allow) ? parsed.GetValue(Seed) : null;
}
