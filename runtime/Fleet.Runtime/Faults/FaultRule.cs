namespace Fleet.Runtime.Faults;

/// <summary>What a fault does to a call.</summary>
public enum FaultKind
{
    /// <summary>The call is carried out later.</summary>
    Delay,

    /// <summary>The call is not carried out; the caller gets an error at once.</summary>
    Error,

    /// <summary>The request gets lost: it is never carried out, and the caller's connection breaks.</summary>
    Drop,

    /// <summary>The answer gets lost: the call is carried out, and the caller's connection breaks.</summary>
    DropAnswer,

    /// <summary>The call is carried out twice, one after the other; the caller gets one answer.</summary>
    Duplicate,

    /// <summary>The call is held back until a later one of the same rule has been carried out.</summary>
    Reorder,
}

/// <summary>
/// A fault: what happens, where, how often. Texts that say where may hold <c>*</c> for any signs; null: anywhere.
/// </summary>
public sealed record FaultRule
{
    /// <summary>Name of the rule; empty: the book gives it one.</summary>
    public string Id { get; init; } = "";

    /// <summary>What happens.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>Name or group of <see cref="FaultOperations"/>, e.g. <c>invoke</c> or <c>state</c>; null: every call.</summary>
    public string? Operation { get; init; }

    /// <summary>App whose sidecar makes or takes the call.</summary>
    public string? App { get; init; }

    /// <summary>Component that is called, or that calls.</summary>
    public string? Component { get; init; }

    /// <summary>Called app, actor type, topic, operation of a binding, job: see <see cref="FaultOperations"/>.</summary>
    public string? Target { get; init; }

    /// <summary>Path of a call over HTTP, without the query; or the key of a call for one key of a state store.</summary>
    public string? Path { get; init; }

    /// <summary>Share of the calls that it acts on, 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>How often it acts at most; null: no limit.</summary>
    public int? Times { get; init; }

    /// <summary>How long it acts from when it was added; at most 365 days; null: until it is removed.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>HTTP status of an <see cref="FaultKind.Error"/> (400 to 599, 500 when null); not for calls of components.</summary>
    public int? Status { get; init; }

    /// <summary>What the error says; null: that it was asked for.</summary>
    public string? Message { get; init; }

    /// <summary>Shortest wait of a <see cref="FaultKind.Delay"/>, and before any other kind acts; at most a day.</summary>
    public TimeSpan MinDelay { get; init; }

    /// <summary>Longest wait; at most a day; null: <see cref="MinDelay"/>. Of <see cref="FaultKind.Reorder"/>: how long a call waits for a later one (1 s).</summary>
    public TimeSpan? MaxDelay { get; init; }
}

/// <summary>A rule and what it has done.</summary>
/// <param name="Rule">The rule, with its id.</param>
/// <param name="Acted">Calls that it acted on.</param>
/// <param name="EndsAt">When it ends; null: it does not end by itself.</param>
/// <param name="HasEnded">Its time is over, or it acted as often as it may.</param>
public sealed record FaultStatus(FaultRule Rule, int Acted, DateTimeOffset? EndsAt, bool HasEnded);

/// <summary>A field of a fault that cannot be.</summary>
/// <param name="Field">Field, as JSON names it.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record FaultMistake(string Field, string Message);

/// <summary>A fault cannot be as it was given; <see cref="Mistakes"/> names every field.</summary>
public sealed class FaultRuleException(IReadOnlyList<FaultMistake> mistakes)
    : Exception(string.Join("; ", mistakes.Select(mistake => $"{mistake.Field}: {mistake.Message}")))
{
    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<FaultMistake> Mistakes { get; } = mistakes;
}
