using Fleet.FineCollection.Book.Journal;

namespace Fleet.FineCollection.Book;

/// <summary>A posting as the API shows it.</summary>
/// <param name="Id"><c>pst_</c>, shard and position: the same for ever.</param>
/// <param name="BookedAt">When the journal took it, UTC; periods and balances go by it, so that what is over never changes.</param>
/// <param name="At">When the fine booked it, UTC.</param>
/// <param name="Account">One of <see cref="BookAccounts"/>.</param>
/// <param name="MinorUnits">Integer minor units, debit positive, credit negative.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Cause">Id of the order; the postings of a cause sum to zero.</param>
/// <param name="Subject">The fine (<c>fin_…</c>) or the bank line (<c>bln_…</c>).</param>
/// <param name="Sequence">Which change of it.</param>
public sealed record PostingView(
    string Id, DateTimeOffset BookedAt, DateTimeOffset At, string Account, long MinorUnits, string Currency, string Cause, string Subject, int Sequence)
{
    /// <summary>The view of <paramref name="placed"/>.</summary>
    public static PostingView Of(PlacedPosting placed) => new(
        placed.Id, placed.Posting.BookedAt, placed.Posting.At, placed.Posting.Account, placed.Posting.MinorUnits, placed.Posting.Currency,
        placed.Posting.Cause, placed.Posting.Subject, placed.Posting.Sequence);
}
