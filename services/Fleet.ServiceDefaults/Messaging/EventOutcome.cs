namespace Fleet.ServiceDefaults.Messaging;

/// <summary>What became of an event that was delivered.</summary>
public readonly record struct EventOutcome
{
    /// <summary>Its effect is saved; the broker may forget it.</summary>
    public static EventOutcome Taken { get; } = new() { IsTaken = true };

    /// <summary>Something was away: the broker delivers it again.</summary>
    public static EventOutcome Later { get; }

    /// <summary>Whether the broker may forget it.</summary>
    public bool IsTaken { get; private init; }

    /// <summary>Why it can never be taken as it is; null: that is not so.</summary>
    public string? GivenUp { get; private init; }

    /// <summary>
    /// No delivery will ever succeed: it is kept as a dead letter at once, for what is tried again and again holds up what
    /// comes behind it.
    /// </summary>
    public static EventOutcome GiveUp(string reason) => new() { GivenUp = reason };
}
