using Dapr.Actors.Runtime;
using Fleet.ServiceDefaults.Indexes;

namespace Fleet.ServiceDefaults.DeadLetters;

/// <inheritdoc cref="IDeadLetterBook"/>
/// <remarks>
/// The lists hold lines; each letter stands under a key of its own, so that a long event costs nothing when its neighbours change. A service registers
/// it among its actors, under <see cref="TypeOf"/> its own name.
/// </remarks>
public sealed partial class DeadLetterBook(ActorHost host, TimeProvider time) : IndexActor<LetterLine>(host), IDeadLetterBook
{
    private const int MostGroups = 200;

    /// <summary>
    /// Actor type of a service's book. Apps that host one type share its actors between them, whatever they are: under a
    /// common name the letters of one service would be kept by another.
    /// </summary>
    public static string TypeOf(string appId) => appId + "-dead-letter-book";

    /// <inheritdoc/>
    public async Task<LettersKept> Keep(LetterArrivals arrivals)
    {
        var kept = new Dictionary<string, DeadLetter>(StringComparer.Ordinal);
        foreach (var arrival in arrivals.Arrivals)
        {
            var known = kept.GetValueOrDefault(arrival.Id) ?? await Load(arrival.Id) ?? await CameBack(arrival, kept);
            var letter = LetterLife.Kept(known, arrival);
            kept[letter.Id] = letter;
        }

        await Save([.. kept.Values]);
        return new LettersKept([.. kept.Values.Select(letter => LetterTerms.Item(letter).Row)]);
    }

    /// <inheritdoc/>
    public async Task<LettersFound> Find(LettersWanted wanted)
    {
        var found = new List<DeadLetter>();
        foreach (var id in wanted.Ids)
            if (await Load(id) is { } letter) found.Add(letter);
        await StateManager.ClearCacheAsync();
        return new LettersFound(found);
    }

    /// <inheritdoc/>
    public async Task<LetterGroups> Groups()
    {
        var groups = new List<LetterGroup>();
        var largest = (await Head()).Totals.Where(total => LetterTerms.GroupOf(total.Key) is not null)
            .OrderByDescending(total => total.Value).ThenBy(total => total.Key, StringComparer.Ordinal);
        foreach (var (term, count) in largest.Take(MostGroups))
        {
            var (topic, cause) = LetterTerms.GroupOf(term)!.Value;
            var newest = (await Read(new IndexRead(term, null, null, 1))).Rows[0];
            var sample = await Load(newest.Id);
            groups.Add(new LetterGroup(topic, cause, count, (await Oldest(term))!.At, newest.At, newest.Id, sample?.Reason));
        }

        return new LetterGroups(groups);
    }

    /// <inheritdoc/>
    public async Task<LetterChanged> Change(LetterChange change)
    {
        if (await Load(change.Id) is not { } letter) return new LetterChanged(null);
        if (change.IfSequence is { } sequence && sequence != letter.Sequence) return new LetterChanged(letter, LetterRefusals.OtherVersion);
        var now = time.GetUtcNow();
        DeadLetter? changed = (change.What, letter.State) switch
        {
            (LetterSteps.Edited, LetterStates.Waiting) => LetterLife.Edited(letter, change.Event!.Value, change.By, now),
            (LetterSteps.Discarded, LetterStates.Waiting) => LetterLife.Discarded(letter, change.Reason!, change.By, now),
            (LetterSteps.Discarded, LetterStates.Discarded) => letter,
            (LetterSteps.Erased, not LetterStates.Waiting) => LetterLife.Erased(letter, change.Event!.Value, change.By, now),
            (LetterSteps.Reopened, not LetterStates.Waiting) => LetterLife.Reopened(letter, change.By, now),
            _ => null,
        };
        if (changed is null) return new LetterChanged(letter, change.What == LetterSteps.Reopened ? LetterRefusals.Waits : LetterRefusals.NotWaiting);
        if (changed != letter) await Save([changed]);
        return new LetterChanged(changed);
    }

    // What was taken in the end and is given up after all may look a little different when it comes back: the event's own id tells.
    private async Task<DeadLetter?> CameBack(LetterArrival arrival, Dictionary<string, DeadLetter> kept)
    {
        if (arrival.Key is not { } key || await StateManager.TryGetStateAsync<string>(LeftKey(key)) is not { HasValue: true } left) return null;
        var letter = kept.GetValueOrDefault(left.Value) ?? await Load(left.Value);
        return letter is { State: LetterStates.Redriven } ? letter : null;
    }

    private async Task<DeadLetter?> Load(string id)
    {
        // Whatever forgets what was set and not saved has to come before anything is set.
        await Head();
        return await StateManager.TryGetStateAsync<DeadLetter>(LetterKey(id)) is { HasValue: true } found ? found.Value : null;
    }

    // Letters, their lines, and what else was set in this turn, in one transaction.
    private async Task Save(IReadOnlyList<DeadLetter> letters)
    {
        foreach (var letter in letters)
        {
            await StateManager.SetStateAsync(LetterKey(letter.Id), letter);
            if (letter is { State: LetterStates.Redriven, Key: { } key }) await StateManager.SetStateAsync(LeftKey(key), letter.Id);
        }

        if (letters.Count > 0) await Put(new IndexBatch<LetterLine>([.. letters.Select(LetterTerms.Item)]));
        else await SaveStateAsync();
    }

    private static string LetterKey(string id) => "letter-" + id;

    private static string LeftKey(string key) => "left-" + key;
}
