using System.Text.Json;

namespace Fleet.ServiceDefaults.DeadLetters;

/// <summary>How a letter goes on.</summary>
public static class LetterLife
{
    private const int MostSteps = 100;

    /// <summary>The letter after it was given up: a new one, or one that waits (again) for the newest reason.</summary>
    public static DeadLetter Kept(DeadLetter? known, LetterArrival arrival)
    {
        var cause = LetterCause.Of(arrival.Reason);
        if (known is null)
        {
            var step = new LetterStep(arrival.At, LetterSteps.Kept, null, arrival.Reason);
            return new DeadLetter(arrival.Id, arrival.Topic, arrival.At, arrival.Event, arrival.Reason, LetterStates.Waiting, cause, 1, arrival.Key, null, [step]);
        }

        // What waits may have been corrected since: only what had left is taken as it came back.
        var after = known.State == LetterStates.Waiting ? known : With(known, arrival.Event);
        return Next(after, arrival.At, LetterSteps.KeptAgain, null, arrival.Reason) with { State = LetterStates.Waiting, Reason = arrival.Reason, Cause = cause };
    }

    /// <summary>The letter with a corrected event.</summary>
    public static DeadLetter Edited(DeadLetter letter, JsonElement corrected, string by, DateTimeOffset at) =>
        Next(With(letter, corrected), at, LetterSteps.Edited, by, null);

    /// <summary>The letter when the service took its event.</summary>
    public static DeadLetter Redriven(DeadLetter letter, string by, DateTimeOffset at) =>
        Next(letter, at, LetterSteps.Redriven, by, null) with { State = LetterStates.Redriven };

    /// <summary>The letter when the service refused its event again.</summary>
    public static DeadLetter Refused(DeadLetter letter, string reason, string by, DateTimeOffset at) =>
        Next(letter, at, LetterSteps.Refused, by, reason) with { Reason = reason, Cause = LetterCause.Of(reason) };

    /// <summary>The letter when nobody wants it to be taken.</summary>
    public static DeadLetter Discarded(DeadLetter letter, string reason, string by, DateTimeOffset at) =>
        Next(letter, at, LetterSteps.Discarded, by, reason) with { State = LetterStates.Discarded };

    /// <summary>The letter when somebody wants to look at it again.</summary>
    public static DeadLetter Reopened(DeadLetter letter, string by, DateTimeOffset at) =>
        Next(letter, at, LetterSteps.Reopened, by, null) with { State = LetterStates.Waiting };

    /// <summary>The letter with nothing left of its event but <paramref name="rest"/>.</summary>
    public static DeadLetter Erased(DeadLetter letter, JsonElement rest, string by, DateTimeOffset at) =>
        Next(letter, at, LetterSteps.Erased, by, null) with { Event = rest, Original = null };

    private static DeadLetter With(DeadLetter letter, JsonElement changed) => JsonElement.DeepEquals(letter.Event, changed)
        ? letter
        : letter with { Event = changed, Original = letter.Original ?? letter.Event };

    // The first step stays, and of the others the newest.
    private static DeadLetter Next(DeadLetter letter, DateTimeOffset at, string what, string? by, string? reason)
    {
        IEnumerable<LetterStep> kept = letter.History.Count < MostSteps ? letter.History : letter.History.Take(1).Concat(letter.History.Skip(2));
        return letter with { Sequence = letter.Sequence + 1, History = [.. kept, new LetterStep(at, what, by, reason)] };
    }
}
