using Fleet.Contracts;
using Fleet.Simulator.Journal;
using Fleet.Simulator.Sending;

namespace Fleet.Cli.Up;

/// <summary>What was found when the simulator's truth was held against what the services list and the mailbox keeps.</summary>
/// <param name="Expected">Violations that must exist.</param>
/// <param name="Fines">Fines that fine-collection lists.</param>
/// <param name="Issued">Those that asked for an amount, and so are mailed.</param>
/// <param name="Referred">Those that went to the prosecutor.</param>
/// <param name="OwnerUnknown">Those whose plate nobody owns.</param>
/// <param name="Mailed">Fines with a mail.</param>
/// <param name="Missing">Expected violations without a fine.</param>
/// <param name="Unmailed">Issued fines without a mail.</param>
/// <param name="Unexpected">Fines that nothing led to; the fine of a driver whom somebody nominated is none of them.</param>
/// <param name="Duplicates">Fines listed more than once, and messages mailed more than once.</param>
internal sealed record CheckResult(
    int Expected, int Fines, int Issued, int Referred, int OwnerUnknown, int Mailed, int Missing, int Unmailed, int Unexpected, int Duplicates)
{
    /// <summary>What got lost on the way.</summary>
    public int Lost => Missing + Unmailed;

    /// <summary>Whether truth, services and mailbox say the same.</summary>
    public bool Agrees => Lost == 0 && Duplicates == 0 && Unexpected == 0;

    /// <summary>What does not agree, a sentence each.</summary>
    public IEnumerable<string> Disagreements()
    {
        if (Missing > 0)
            yield return $"{Missing} violations have no fine.";
        if (Unmailed > 0)
            yield return $"{Unmailed} fines were issued but not mailed.";
        if (Unexpected > 0)
            yield return $"{Unexpected} fines are for something that the simulator did not do.";
        if (Duplicates > 0)
            yield return $"{Duplicates} fines or mails exist more than once.";
    }
}

/// <summary>Compares truth, services and mailbox.</summary>
/// <param name="gateway">Lists the fines.</param>
/// <param name="journal">The truth; null when no simulator ran, then only fines and mails are compared.</param>
/// <param name="mails">The mailbox.</param>
internal sealed class FinalCheck(GatewayClient gateway, JourneyJournal? journal, MailedFines mails)
{
    /// <summary>Makes the comparison once.</summary>
    /// <exception cref="HttpRequestException">The fines cannot be listed.</exception>
    public async Task<CheckResult> RunAsync(CancellationToken cancellation)
    {
        var listed = new List<FineLine>();
        await foreach (var fine in gateway.ListAsync<FineLine>("v1/fines", line => line.Id, cancellation))
            listed.Add(fine);
        mails.Update();
        var fines = listed.Select(fine => fine.Id).ToHashSet(StringComparer.Ordinal);
        // What became of a fine later does not matter here: it asked for an amount unless it never had one, or nobody to ask.
        var issued = listed.Where(fine => fine.State is not ("referred" or "owner_unknown")).Select(fine => fine.Id).ToHashSet(StringComparer.Ordinal);
        var expected = journal?.Expected().Select(DerivedId.Fine).ToHashSet(StringComparer.Ordinal) ?? fines;
        return new CheckResult(
            expected.Count,
            fines.Count,
            issued.Count,
            listed.Count(fine => fine.State == "referred"),
            listed.Count(fine => fine.State == "owner_unknown"),
            mails.Fines.Count,
            expected.Count(id => !fines.Contains(id)),
            issued.Count(id => !mails.Fines.Contains(id)),
            await UnexpectedAsync(fines, expected, cancellation),
            listed.Count - fines.Count + mails.Duplicates);
    }

    private async Task<int> UnexpectedAsync(HashSet<string> fines, HashSet<string> expected, CancellationToken cancellation)
    {
        var unexpected = 0;
        foreach (var id in fines.Where(id => !expected.Contains(id)))
        {
            var fine = await gateway.GetAsync<FineDetail>("v1/fines/" + id, cancellation);
            if (fine.Replaces is not { } replaced || !fines.Contains(replaced)) unexpected++;
        }

        return unexpected;
    }

    private sealed record FineDetail(string? Replaces);

    private sealed record FineLine(string Id, string State);
}
