using Fleet.ServiceDefaults.Indexes;

namespace Fleet.ServiceDefaults.DeadLetters;

/// <summary>The redrives in the book: their progress is written down together with the letters, so that both are always true.</summary>
public sealed partial class DeadLetterBook
{
    private const string RedrivesKey = "redrives";
    private const int MostRemembered = 100;

    /// <inheritdoc/>
    public async Task<RedriveOpened> Open(RedriveOrder order)
    {
        if (await LoadRedrive(order.Id) is { } known) return new RedriveOpened(known, known.Hash != order.Hash);
        var remembered = await RedriveIds();
        while (remembered.Count >= MostRemembered && await Forgettable(remembered) is { } old)
        {
            remembered.Remove(old);
            await StateManager.RemoveStateAsync(RedriveKey(old));
        }

        var redrive = RedriveRules.Begun(order, await Selected(order.Plan), time.GetUtcNow());
        await StateManager.SetStateAsync(RedrivesKey, (string[])[.. remembered, redrive.Id]);
        await Save(redrive, []);
        return new RedriveOpened(redrive, IsOther: false);
    }

    /// <inheritdoc/>
    public async Task<RedriveBatch> Next(RedriveWanted wanted)
    {
        if (await LoadRedrive(wanted.Id) is not { State: RedriveStates.Running } redrive) return new RedriveBatch(await LoadRedrive(wanted.Id), [], 0, null);
        var now = time.GetUtcNow();
        var most = RedriveRules.Budget(redrive, now);
        if (most == 0 || redrive.Again?.At > now) return new RedriveBatch(redrive, [], 0, redrive.Place);
        var (ids, then) = await Candidates(redrive, most);
        if (ids.Count == 0)
        {
            redrive = redrive with { State = RedriveStates.Done, FinishedAt = now };
            await Save(redrive, []);
            return new RedriveBatch(redrive, [], 0, redrive.Place);
        }

        var letters = (await Find(new LettersWanted(ids))).Letters.Where(letter => letter.State == LetterStates.Waiting).ToList();
        return new RedriveBatch(redrive, letters, ids.Count - letters.Count, then);
    }

    /// <inheritdoc/>
    public async Task<RedriveFound> Settle(RedriveSettled settled)
    {
        if (await LoadRedrive(settled.Id) is not { } redrive || redrive.Step != settled.Step) return new RedriveFound(await LoadRedrive(settled.Id));
        var now = time.GetUtcNow();
        var after = RedriveRules.Skipped(RedriveRules.Paid(redrive, settled.Results.Count, now), settled.Skipped);
        var away = settled.Results.Where(result => result is { IsTaken: false, Refused: null }).Select(result => result.LetterId).ToList();
        var postponed = away.Count == 0 ? null : RedriveRules.Postponed(after, away, now);
        after = (postponed ?? after with { Again = null }) with { Step = redrive.Step + 1, Place = settled.Then };
        var changed = new List<DeadLetter>();
        foreach (var result in settled.Results)
        {
            if (postponed is not null && away.Contains(result.LetterId)) continue;
            (after, var letter) = Settle(after, result, await Load(result.LetterId), now);
            if (letter is not null) changed.Add(letter);
        }

        await Save(after, changed);
        return new RedriveFound(after);
    }

    /// <inheritdoc/>
    public async Task<RedriveFound> Cancel(RedriveWanted wanted)
    {
        if (await LoadRedrive(wanted.Id) is not { State: RedriveStates.Running } redrive) return new RedriveFound(await LoadRedrive(wanted.Id));
        redrive = redrive with { State = RedriveStates.Cancelled, FinishedAt = time.GetUtcNow(), Again = null };
        await Save(redrive, []);
        return new RedriveFound(redrive);
    }

    /// <inheritdoc/>
    public async Task<RedriveFound> Redrive(RedriveWanted wanted) => new(await LoadRedrive(wanted.Id));

    /// <inheritdoc/>
    public async Task<RedriveList> Redrives()
    {
        var redrives = new List<Redrive>();
        foreach (var id in Enumerable.Reverse(await RedriveIds())) redrives.Add((await LoadRedrive(id))!);
        return new RedriveList(redrives);
    }

    // The redrive, and the letter when it changed.
    private static (Redrive Redrive, DeadLetter? Changed) Settle(Redrive redrive, RedriveResult result, DeadLetter? letter, DateTimeOffset now)
    {
        if (letter is not { State: LetterStates.Waiting }) return (RedriveRules.Skipped(redrive, 1), null);
        // Given up again, or corrected, while it was handed over: what is to be known of it stands in the letter already.
        if (letter.Sequence != result.Sequence) return (RedriveRules.Refused(redrive, letter, letter.History[^1].Reason ?? RedriveRules.Changed), null);
        if (result.IsTaken) return (RedriveRules.Taken(redrive), redrive.Plan.DryRun ? null : LetterLife.Redriven(letter, redrive.Id, now));
        var reason = result.Refused ?? RedriveRules.NotNow;
        return (RedriveRules.Refused(redrive, letter, reason), redrive.Plan.DryRun || result.Refused is null ? null : LetterLife.Refused(letter, reason, redrive.Id, now));
    }

    private async Task<(IReadOnlyList<string> Ids, RedrivePlace Then)> Candidates(Redrive redrive, int most)
    {
        var (plan, place) = (redrive.Plan, redrive.Place);
        if (redrive.Again is { } again) return (again.Ids, place);
        if (plan.Ids is { } named)
        {
            IReadOnlyList<string> some = [.. named.Skip(place.Ids).Take(most)];
            return (some, place with { Ids = place.Ids + some.Count });
        }

        // What was given up after the redrive began is not meant by it.
        var before = place.Before ?? new IndexKey(redrive.StartedAt.AddTicks(1), "");
        var rows = (await Read(new IndexRead(LetterTerms.Waiting(plan.Topic, plan.Cause), before, null, most))).Rows;
        return ([.. rows.Select(row => row.Id)], rows.Count == 0 ? place : place with { Before = new IndexKey(rows[^1].At, rows[^1].Id) });
    }

    private async Task<long> Selected(RedrivePlan plan)
    {
        if (plan.Ids is { } named) return named.Count;
        return (await Head()).Totals.Where(total => LetterTerms.GroupOf(total.Key) is { } group
            && (plan.Topic ?? group.Topic) == group.Topic && (plan.Cause ?? group.Cause) == group.Cause).Sum(total => total.Value);
    }

    private async Task<string?> Forgettable(List<string> ids)
    {
        foreach (var id in ids)
            if (await LoadRedrive(id) is not { State: RedriveStates.Running }) return id;
        return null;
    }

    private async Task<List<string>> RedriveIds()
    {
        await Head();
        return await StateManager.TryGetStateAsync<string[]>(RedrivesKey) is { HasValue: true } found ? [.. found.Value] : [];
    }

    private async Task<Redrive?> LoadRedrive(string id)
    {
        await Head();
        return await StateManager.TryGetStateAsync<Redrive>(RedriveKey(id)) is { HasValue: true } found ? found.Value : null;
    }

    private async Task Save(Redrive redrive, IReadOnlyList<DeadLetter> letters)
    {
        await StateManager.SetStateAsync(RedriveKey(redrive.Id), redrive);
        await Save(letters);
    }

    private static string RedriveKey(string id) => "redrive-" + id;
}
