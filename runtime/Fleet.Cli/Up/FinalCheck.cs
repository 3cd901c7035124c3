using Fleet.Contracts;
using Fleet.Simulator.Journal;
using Fleet.Simulator.Sending;

namespace Fleet.Cli.Up;

/// <summary>What was found when the simulator's truth was held against what the services list and the mailbox keeps.</summary>
/// <param name="Expected">Violations that must exist.</param>
/// <param name="Fines">Fines that fine-collection lists.</param>
/// <param name="Issued">Those that ask for an amount and are mailed.</param>
/// <param name="Referred">Those that went to the prosecutor.</param>
/// <param name="OwnerUnknown">Those whose plate nobody owns.</param>
/// <param name="Mailed">Fines with a mail.</param>
/// <param name="Missing">Expected violations without a fine.</param>
/// <param name="Unmailed">Issued fines without a mail.</param>
/// <param name="Unexpected">Fines that nothing led to.</param>
/// <param name="Duplicates">Fines listed or mailed more than once.</param>
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
            yield return $"{Duplicates} fines exist or were mailed more than once.";
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
        var issued = listed.Where(fine => fine.State == "issued").Select(fine => fine.Id).ToHashSet(StringComparer.Ordinal);
        var expected = journal?.Expected().Select(DerivedId.Fine).ToHashSet(StringComparer.Ordinal) ?? fines;
        return new CheckResult(
            expected.Count,
            fines.Count,
            issued.Count,
            listed.Count(fine => fine.State == "referred"),
            listed.Count(fine => fine.State == "owner_unknown"),
            mails.ByFine.Count,
            expected.Count(id => !fines.Contains(id)),
            issued.Count(id => !mails.ByFine.ContainsKey(id)),
            fines.Count(id => !expected.Contains(id)),
            listed.Count - fines.Count + mails.ByFine.Values.Sum(count => count - 1));
    }

    private sealed record FineLine(string Id, string State);
}
