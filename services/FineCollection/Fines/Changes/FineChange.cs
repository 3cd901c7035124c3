using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Fines.Finding;

namespace Fleet.FineCollection.Fines.Changes;

/// <summary>What one turn of a fine has to tell everybody who follows it. Saved with the fine, in one transaction.</summary>
/// <param name="FineId">The fine.</param>
/// <param name="Sequence">Which change of it, from 1.</param>
/// <param name="Redriven">Whoever gave the order repeats it until this has reached everybody; if not, the fine itself does.</param>
/// <param name="Cause">Id of the order.</param>
/// <param name="Line">The fine after it, as lists show it.</param>
/// <param name="Postings">What it added to the ledger.</param>
/// <param name="Events">What to publish.</param>
/// <param name="DueAt">When time will change the fine next, UTC; null when it will not.</param>
/// <param name="Successor">The fine that is to be set for a nominated driver.</param>
/// <param name="Replaced">The fine that the successor replaces, as it was before, without anybody's data; null without a successor.</param>
public sealed record FineChange(
    string FineId,
    int Sequence,
    bool Redriven,
    string Cause,
    FineLine Line,
    IReadOnlyList<Posting> Postings,
    IReadOnlyList<FineEvent> Events,
    DateTimeOffset? DueAt,
    Successor? Successor,
    Fine? Replaced = null)
{
    /// <summary>The same for every repetition of this change.</summary>
    public string Id => FormattableString.Invariant($"{FineId}#{Sequence}");
}
