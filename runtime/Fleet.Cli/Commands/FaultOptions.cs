using System.CommandLine;
using System.Globalization;
using Fleet.Runtime.Faults;

namespace Fleet.Cli.Commands;

/// <summary>A fault as a person types it.</summary>
internal static class FaultOptions
{
    /// <summary>The option that names an app.</summary>
    public const string AppName = "--app";

    private static readonly Option<string?> App = new(AppName) { Description = "App whose sidecar makes or takes the call", HelpName = "APP" };
    private static readonly Option<string?> Call = new("--call") { Description = "Operation and what it is for, e.g. invoke:vehicle-registry, deliver:orders, state, publish", HelpName = "OP[:TARGET]" };
    private static readonly Option<string?> Component = new("--component") { Description = "Component that is called, or that calls", HelpName = "NAME" };
    private static readonly Option<string?> Path = new("--path") { Description = "Path, or key; * stands for any signs", HelpName = "PATH" };
    private static readonly Option<double> Rate = new("--rate") { Description = "Share of the calls, 0 to 1", DefaultValueFactory = _ => 1 };
    private static readonly Option<int?> Times = new("--times") { Description = "How often at most", HelpName = "N" };
    private static readonly Option<string?> For = new("--for") { Description = "How long, e.g. 60s or 5m", HelpName = "TIME" };
    private static readonly Option<int?> Status = new("--status") { Description = "HTTP status of an error", HelpName = "STATUS" };
    private static readonly Option<string?> Message = new("--message") { Description = "What the error says", HelpName = "TEXT" };
    private static readonly Option<string?> Delay = new("--delay") { Description = "How long a call waits, e.g. 200ms or 1s..5s", HelpName = "TIME[..TIME]" };
    private static readonly Option<string?> Id = new("--id") { Description = "Name of the fault (default: a number)", HelpName = "NAME" };

    public static Argument<string> Kind { get; } = new("kind") { Description = "delay, error, drop, drop-answer, duplicate or reorder" };

    public static List<Option> All { get; } = [App, Call, Component, Path, Rate, Times, For, Status, Message, Delay, Id];

    /// <summary>The fault that was asked for.</summary>
    /// <exception cref="CommandFailedException">A text is none of what its option takes.</exception>
    public static FaultRule Rule(ParseResult parsed)
    {
        var call = parsed.GetValue(Call)?.Split(':', 2);
        var delay = parsed.GetValue(Delay)?.Split("..", 2);
        return new FaultRule
        {
            Id = parsed.GetValue(Id) ?? "",
            Kind = KindOf(parsed.GetValue(Kind)!),
            App = parsed.GetValue(App),
            Operation = call?[0],
            Target = call is [_, var target] ? target : null,
            Component = parsed.GetValue(Component),
            Path = parsed.GetValue(Path),
            Probability = parsed.GetValue(Rate),
            Times = parsed.GetValue(Times),
            For = Durations.Parse(parsed.GetValue(For), "--for"),
            Status = parsed.GetValue(Status),
            Message = parsed.GetValue(Message),
            MinDelay = delay is null ? TimeSpan.Zero : Wait(delay[0]),
            MaxDelay = delay is [_, var most] ? Wait(most) : null,
        };
    }

    /// <summary>A fault in one line.</summary>
    public static string Describe(FaultRule rule)
    {
        var parts = new List<string> { string.Concat(rule.Kind.ToString().Select((letter, at) => at > 0 && char.IsUpper(letter) ? "-" + letter : letter.ToString())).ToLowerInvariant() };
        void Add(string name, object? value)
        {
            if (value is not null)
                parts.Add($"{name} {Convert.ToString(value, CultureInfo.InvariantCulture)}");
        }

        Add("--app", rule.App);
        Add("--call", rule.Target is null ? rule.Operation : $"{rule.Operation}:{rule.Target}");
        Add("--component", rule.Component);
        Add("--path", rule.Path);
        Add("--rate", rule.Probability < 1 ? rule.Probability : null);
        Add("--times", rule.Times);
        Add("--for", rule.For is { } time ? Durations.Text(time) : null);
        Add("--status", rule.Status);
        Add("--message", rule.Message is { } message ? $"'{message}'" : null);
        Add("--delay", Delays(rule));
        return string.Join(' ', parts);
    }

    private static string? Delays(FaultRule rule) => (rule.MinDelay, rule.MaxDelay) switch
    {
        (var least, { } most) when most != least => $"{Durations.Text(least)}..{Durations.Text(most)}",
        (var least, _) => least > TimeSpan.Zero ? Durations.Text(least) : null,
    };

    private static FaultKind KindOf(string text) =>
        Enum.GetValues<FaultKind>().Cast<FaultKind?>().FirstOrDefault(kind => kind.ToString()!.Equals(text.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
        ?? throw new CommandFailedException($"'{text}' is no kind of fault; write delay, error, drop, drop-answer, duplicate or reorder.");

    private static TimeSpan Wait(string text) =>
        text.EndsWith("ms", StringComparison.Ordinal) && double.TryParse(text[..^2], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds)
            : Durations.Parse(text, "--delay")!.Value;
}
