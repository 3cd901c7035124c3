using Fleet.FineCollection.Book.Journal;
using Fleet.FineCollection.Fines;

namespace Fleet.FineCollection.Book.Checks;

/// <summary>The steps of a check: each reads little, and gives the check as it stands after it.</summary>
public sealed class CheckSteps(JournalClient journal, FineComparison comparison, FineWalk walk, TimeProvider time)
{
    private const int MostSuspects = 2_000;
    private const int SuspectsAStep = 100;

    // A change that was saved is booked within moments, or after its giver's next attempt.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>One step; the same check when there is nothing to do yet.</summary>
    public Task<CheckRun> Step(CheckRun run, CancellationToken cancellation) => run.Stage switch
    {
        CheckStage.Journal => Journal(run, cancellation),
        CheckStage.Fines => Fines(run, cancellation),
        CheckStage.Again => Again(run, cancellation),
        _ => Task.FromResult(run),
    };

    private async Task<CheckRun> Journal(CheckRun run, CancellationToken cancellation)
    {
        if (run.Shard == JournalClient.Shards) return run with { Stage = CheckStage.Fines };
        var surveyed = await journal.Survey(run.Shard, run.Page, cancellation);
        if (surveyed.Page is not { } page) return await EndShard(run, surveyed.Head, run.Totals, cancellation);
        var findings = new List<Finding>();
        if (!AccountTotals.Same(page.Opening, run.Totals))
            findings.Add(new Finding(FindingKinds.TotalsDiffer, FormattableString.Invariant($"Shard {run.Shard}: page {run.Page} does not begin with the sum of the pages before.")));
        var after = run with { Page = run.Page + 1, Totals = run.Totals.With(page.Postings), Report = Read(run.Report, page.Postings.Count, surveyed.Subjects.Count(FineIds.IsId)).With(findings) };
        after = Suspect(after, await comparison.Of(surveyed.Subjects, cancellation));
        // What is booked while the shard is read does not come between its last page and its head.
        var isLast = page.Postings.Count + (run.Page * JournalTail.PageSize) == surveyed.Head.Count;
        return isLast ? await EndShard(after, surveyed.Head, after.Totals, cancellation) : after;
    }

    private async Task<CheckRun> EndShard(CheckRun run, JournalHead head, IReadOnlyDictionary<string, AccountTotal> totals, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        if (!AccountTotals.Same(head.Totals, totals))
            findings.Add(new Finding(FindingKinds.TotalsDiffer, FormattableString.Invariant($"The totals of shard {run.Shard} are not the sum of its postings.")));
        foreach (var currency in totals.GroupBy(total => AccountTotals.Of(total.Key).Currency).Where(currency => currency.Sum(total => total.Value.Balance) != 0))
            findings.Add(new Finding(FindingKinds.Unbalanced, FormattableString.Invariant($"Shard {run.Shard} does not sum to zero in {currency.Key}.")));
        for (long from = 0; from < head.Problems;)
        {
            var problems = await journal.Problems(run.Shard, from, cancellation);
            if (problems.Count == 0) break;
            findings.AddRange(problems.Select(problem => new Finding(
                FindingKinds.EntryRefused, FormattableString.Invariant($"Change {problem.Entry.Sequence} could not be booked: {problem.Detail}"), problem.Entry.Subject)));
            from += problems.Count;
        }

        return run with { Shard = run.Shard + 1, Page = 0, Totals = AccountTotals.None, Report = run.Report.With(findings) };
    }

    // A fine is listed after it was booked: one that is listed and has no posting in the journal was lost, or never had any.
    private async Task<CheckRun> Fines(CheckRun run, CancellationToken cancellation)
    {
        var listed = await walk.Next(run.Fines, cancellation);
        var unbooked = new List<string>();
        foreach (var shard in listed.Ids.GroupBy(JournalClient.ShardOf)) unbooked.AddRange(await journal.Unbooked(shard.Key, [.. shard], cancellation));
        var after = Suspect(run with { Fines = listed.Next }, await comparison.Of(unbooked, cancellation));
        return listed.Next is not null ? after : after with { Stage = CheckStage.Again, AgainAt = after.Suspects.Count == 0 ? null : time.GetUtcNow() + Patience };
    }

    private async Task<CheckRun> Again(CheckRun run, CancellationToken cancellation)
    {
        if (run.Suspects.Count == 0) return run with { Stage = CheckStage.Done };
        if (run.AgainAt > time.GetUtcNow()) return run;
        var still = await comparison.Of([.. run.Suspects.Take(SuspectsAStep)], cancellation);
        return run with { Suspects = [.. run.Suspects.Skip(SuspectsAStep)], Report = run.Report.With([.. still.Select(pair => pair.Finding)]) };
    }

    // Too many to be on their way: they are findings at once.
    private static CheckRun Suspect(CheckRun run, IReadOnlyList<(string Subject, Finding Finding)> found)
    {
        var room = Math.Max(0, MostSuspects - run.Suspects.Count);
        return run with
        {
            Suspects = [.. run.Suspects, .. found.Take(room).Select(pair => pair.Subject)],
            Report = run.Report.With([.. found.Skip(room).Select(pair => pair.Finding)]),
        };
    }

    private static CheckReport Read(CheckReport report, int postings, int fines) =>
        report with { Check = report.Check with { Postings = report.Check.Postings + postings, Fines = report.Check.Fines + fines } };
}
