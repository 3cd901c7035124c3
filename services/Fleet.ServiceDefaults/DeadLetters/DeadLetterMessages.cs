using System.Text.Json;
using Fleet.ServiceDefaults.Indexes;

namespace Fleet.ServiceDefaults.DeadLetters;

/// <summary>A letter in the lists of the book; the letter itself is kept beside them.</summary>
public sealed record LetterLine(string Id, string Topic, string State, string Cause);

/// <summary>Events to keep, in one transaction.</summary>
public sealed record LetterArrivals(IReadOnlyList<LetterArrival> Arrivals);

/// <summary>The letters that were kept, as they are now.</summary>
public sealed record LettersKept(IReadOnlyList<LetterLine> Letters);

/// <summary>Asks for letters.</summary>
public sealed record LettersWanted(IReadOnlyList<string> Ids);

/// <summary>Letters, in the order asked for, without those that are unknown.</summary>
public sealed record LettersFound(IReadOnlyList<DeadLetter> Letters);

/// <summary>Letters that wait for the same cause.</summary>
/// <param name="Topic">Their dead-letter topic.</param>
/// <param name="Cause">Code of their reason.</param>
/// <param name="Count">How many wait.</param>
/// <param name="OldestAt">When the oldest of them was given up first, UTC.</param>
/// <param name="NewestAt">When the newest of them was given up first, UTC.</param>
/// <param name="SampleId">The newest letter.</param>
/// <param name="SampleReason">Its reason; null when its retries ended.</param>
public sealed record LetterGroup(string Topic, string Cause, long Count, DateTimeOffset OldestAt, DateTimeOffset NewestAt, string SampleId, string? SampleReason);

/// <summary>Groups, the largest first.</summary>
public sealed record LetterGroups(IReadOnlyList<LetterGroup> Groups);

/// <summary>Asks for a change of a letter.</summary>
/// <param name="Id">The letter.</param>
/// <param name="What">One of <see cref="LetterSteps"/>: edited, discarded, reopened or erased.</param>
/// <param name="By">Who wants it.</param>
/// <param name="IfSequence">The version that it builds on; null: whatever there is.</param>
/// <param name="Event">The corrected event, or what is left of an erased one.</param>
/// <param name="Reason">Why.</param>
public sealed record LetterChange(string Id, string What, string By, int? IfSequence = null, JsonElement? Event = null, string? Reason = null);

/// <summary>What became of a change.</summary>
/// <param name="Letter">The letter as it is now; null when there is none.</param>
/// <param name="Refused">Code of the refusal; null when it was changed, or was so already.</param>
public sealed record LetterChanged(DeadLetter? Letter, string? Refused = null);

/// <summary>Refusals of a change; codes on the wire.</summary>
public static class LetterRefusals
{
    public const string NotWaiting = "not_waiting";
    public const string Waits = "already_waiting";
    public const string OtherVersion = "sequence_mismatch";
}

/// <summary>The lists of the book.</summary>
internal static class LetterTerms
{
    private const string GroupPrefix = "group:";

    public static string State(string state) => "state:" + state;

    public static string Group(string topic, string cause) => GroupPrefix + topic + ":" + cause;

    /// <summary>The shortest list of waiting letters that has all of a topic and cause.</summary>
    public static string Waiting(string? topic, string? cause) => (topic, cause) switch
    {
        ({ } both, { } of) => Group(both, of),
        ({ } only, null) => "topic:" + only,
        (null, { } only) => "cause:" + only,
        _ => State(LetterStates.Waiting),
    };

    public static (string Topic, string Cause)? GroupOf(string total)
    {
        if (!total.StartsWith(GroupPrefix, StringComparison.Ordinal)) return null;
        var end = total.LastIndexOf(':');
        return (total[GroupPrefix.Length..end], total[(end + 1)..]);
    }

    public static IndexItem<LetterLine> Item(DeadLetter letter)
    {
        var line = new LetterLine(letter.Id, letter.Topic, letter.State, letter.Cause);
        string[] terms = letter.State == LetterStates.Waiting
            ? [State(letter.State), Waiting(letter.Topic, null), Waiting(null, letter.Cause), Group(letter.Topic, letter.Cause)]
            : [State(letter.State)];
        string[] totals = letter.State == LetterStates.Waiting ? [letter.State, Group(letter.Topic, letter.Cause)] : [letter.State];
        return new IndexItem<LetterLine>(letter.Id, letter.Sequence, letter.ReceivedAt, line, terms, totals);
    }
}
