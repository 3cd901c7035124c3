using Fleet.FineCollection.Book.Journal;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using Fleet.FineCollection.Fines;

namespace Fleet.FineCollection.Book.Checks;

/// <summary>Compares what fines say of themselves with what the journal says of them.</summary>
public sealed class FineComparison(JournalClient journal, FineDoor fines)
{
    private const int Parallelism = 8;

    /// <summary>Findings of the subjects that do not agree; fines and bank lines.</summary>
    public async Task<IReadOnlyList<(string Subject, Finding Finding)>> Of(IReadOnlyList<string> subjects, CancellationToken cancellation)
    {
        var findings = new Finding?[subjects.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation };
        await Parallel.ForAsync(0, subjects.Count, options, async (index, stop) => findings[index] = await Of(subjects[index], stop));
        return [.. subjects.Zip(findings).Where(pair => pair.Second is not null).Select(pair => (pair.First, pair.Second!))];
    }

    private async Task<Finding?> Of(string subject, CancellationToken cancellation)
    {
        // First the journal: the fine is never behind it.
        var booked = await journal.Of(subject, cancellation);
        if (!FineIds.IsId(subject)) return Balanced(subject, booked);
        if (await fines.Find(subject, cancellation) is not { } fine) return new Finding(FindingKinds.FineUnknown, $"{booked.Count} postings are booked for a fine that does not exist.", subject);
        if (Trail.FirstBroken(fine.Id, fine.Trail) is { } broken)
            return new Finding(FindingKinds.TrailBroken, FormattableString.Invariant($"Line {broken} of the audit trail does not hold."), subject);
        return Difference(fine.Ledger, [.. booked.Select(placed => placed.Posting)]) is { } difference ? new Finding(FindingKinds.FineDiffers, difference, subject) : null;
    }

    /// <summary>What differs between a fine's own ledger and its postings in the journal; null when nothing does.</summary>
    public static string? Difference(IReadOnlyList<Posting> own, IReadOnlyList<JournalPosting> booked)
    {
        var counts = new Dictionary<(string, string, long, string), int>();
        foreach (var posting in own) Count((posting.Cause, posting.Account, posting.MinorUnits, posting.Currency), 1);
        foreach (var posting in booked) Count((posting.Cause, posting.Account, posting.MinorUnits, posting.Currency), -1);
        var (missing, extra) = (counts.Values.Where(count => count > 0).Sum(), -counts.Values.Where(count => count < 0).Sum());
        return missing == 0 && extra == 0
            ? null
            : FormattableString.Invariant($"Of {own.Count} postings of the fine the journal lacks {missing}; it has {extra} that the fine does not have.");

        void Count((string, string, long, string) key, int by) => counts[key] = counts.GetValueOrDefault(key) + by;
    }

    private static Finding? Balanced(string subject, IReadOnlyList<PlacedPosting> booked)
    {
        var sums = booked.GroupBy(placed => (placed.Posting.Cause, placed.Posting.Currency)).Select(cause => cause.Sum(placed => placed.Posting.MinorUnits));
        return sums.All(sum => sum == 0) ? null : new Finding(FindingKinds.Unbalanced, $"The postings of {subject} do not sum to zero.");
    }
}
