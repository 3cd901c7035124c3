using System.Text.Json;

namespace Fleet.ServiceDefaults.DeadLetters;

/// <summary>An event that could not be taken: after all retries, or because no retry would help. May hold personal data in its event.</summary>
/// <param name="Id">Derived from topic and event, so that the same event is kept once.</param>
/// <param name="Topic">The dead-letter topic it came by.</param>
/// <param name="ReceivedAt">When it was given up first, UTC.</param>
/// <param name="Event">The event as it would be handed over now; a JSON text when it is no JSON.</param>
/// <param name="Reason">Why no retry would help; null when the retries ended.</param>
/// <param name="State">One of <see cref="LetterStates"/>.</param>
/// <param name="Cause">Stable code of the reason: letters of one cause have the same trouble.</param>
/// <param name="Sequence">Which version of the letter this is, from 1.</param>
/// <param name="Key">Names the event itself, whatever else it says; null when it has no id.</param>
/// <param name="Original">The event as it came first; null while it is the same.</param>
/// <param name="History">What became of it, oldest first.</param>
public sealed record DeadLetter(
    string Id,
    string Topic,
    DateTimeOffset ReceivedAt,
    JsonElement Event,
    string? Reason,
    string State,
    string Cause,
    int Sequence,
    string? Key,
    JsonElement? Original,
    IReadOnlyList<LetterStep> History);

/// <summary>Something that became of a letter. Holds nothing of its event.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="What">One of <see cref="LetterSteps"/>.</param>
/// <param name="By">Who: what the client claimed to be, or the redrive; null when nobody wanted it.</param>
/// <param name="Reason">Why.</param>
public sealed record LetterStep(DateTimeOffset At, string What, string? By, string? Reason);

/// <summary>States of a letter; names on the wire.</summary>
public static class LetterStates
{
    /// <summary>Somebody has to look at it.</summary>
    public const string Waiting = "waiting";

    /// <summary>The service took it in the end.</summary>
    public const string Redriven = "redriven";

    /// <summary>Somebody decided that it is not to be taken.</summary>
    public const string Discarded = "discarded";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Waiting, Redriven, Discarded];
}

/// <summary>What may become of a letter; names on the wire.</summary>
public static class LetterSteps
{
    public const string Kept = "kept";
    public const string KeptAgain = "kept_again";
    public const string Edited = "edited";
    public const string Redriven = "redriven";
    public const string Refused = "refused";
    public const string Discarded = "discarded";
    public const string Reopened = "reopened";

    /// <summary>What was personal in it is gone.</summary>
    public const string Erased = "erased";
}
