using System.Text.Json;

namespace Fleet.ServiceDefaults.DeadLetters;

/// <summary>A letter as lists show it.</summary>
/// <param name="Id">Id of the letter.</param>
/// <param name="Topic">The dead-letter topic it came by.</param>
/// <param name="ReceivedAt">When it was given up first, UTC.</param>
/// <param name="Event">The event as it would be handed over now.</param>
/// <param name="Reason">Why no retry would help; null when the retries ended.</param>
/// <param name="State">One of <see cref="LetterStates"/>.</param>
/// <param name="Cause">Stable code of the reason.</param>
/// <param name="Sequence">Which version of the letter this is.</param>
/// <param name="Edits">How often its event was corrected.</param>
/// <param name="Attempts">How often the service gave it up or took it, the first time included.</param>
public sealed record LetterRow(
    string Id, string Topic, DateTimeOffset ReceivedAt, JsonElement Event, string? Reason, string State, string Cause, int Sequence, int Edits, int Attempts)
{
    private static readonly IReadOnlyList<string> Tried = [LetterSteps.Kept, LetterSteps.KeptAgain, LetterSteps.Refused, LetterSteps.Redriven];

    /// <summary>The row of a letter.</summary>
    public static LetterRow Of(DeadLetter letter) => new(
        letter.Id, letter.Topic, letter.ReceivedAt, letter.Event, letter.Reason, letter.State, letter.Cause, letter.Sequence,
        letter.History.Count(step => step.What == LetterSteps.Edited), letter.History.Count(step => Tried.Contains(step.What)));
}

/// <summary>A letter with all that became of it.</summary>
/// <param name="Letter">As lists show it.</param>
/// <param name="Original">The event as it came first; null while it is the same.</param>
/// <param name="History">Oldest first; of more than 100 steps the first and the newest.</param>
public sealed record LetterAnswer(LetterRow Letter, JsonElement? Original, IReadOnlyList<LetterStep> History)
{
    /// <summary>The answer for a letter.</summary>
    public static LetterAnswer Of(DeadLetter letter) => new(LetterRow.Of(letter), letter.Original, letter.History);
}
