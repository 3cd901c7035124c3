using Fleet.FineCollection.Domain;

namespace Fleet.FineCollection.Book.Journal;

/// <summary>What must be true of an entry before it is booked.</summary>
public static class JournalRules
{
    /// <summary>Why <paramref name="entry"/> cannot be booked; null when it can.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="totals">What is booked already.</param>
    public static (string Code, string Detail)? Mistake(BookEntry entry, IReadOnlyDictionary<string, AccountTotal> totals)
    {
        if (entry.Postings.Any(posting => posting.MinorUnits == 0)) return ("empty_posting", "A posting is never 0.");
        if (entry.Postings.Any(posting => string.IsNullOrEmpty(posting.Account) || string.IsNullOrEmpty(posting.Cause))) return ("incomplete", "A posting has an account and a cause.");
        if (entry.Postings.Any(posting => posting.Currency is not { Length: 3 } || !posting.Currency.All(char.IsAsciiLetterUpper)))
            return ("bad_currency", "A currency is an ISO 4217 code of three capital letters.");
        try
        {
            foreach (var cause in entry.Postings.GroupBy(posting => (posting.Cause, posting.Currency)))
            {
                if (Ledger.Sum(cause) is not 0 and var sum)
                    return ("unbalanced", FormattableString.Invariant($"The postings of cause {cause.Key.Cause} in {cause.Key.Currency} sum to {sum}, not to 0."));
            }

            _ = totals.With(entry.Postings.Select(posting => JournalEntry.Of(entry, posting, posting.At)));
            return null;
        }
        catch (OverflowException)
        {
            return ("overflow", "An account would hold more minor units than a 64-bit integer can.");
        }
    }
}
