using System.Text.Json.Serialization;

namespace Fleet.FineCollection.Book.Journal;

/// <summary>Everything that was booked on an account in one currency.</summary>
/// <param name="Debit">Sum of the debits, minor units, 0 or more.</param>
/// <param name="Credit">Sum of the credits, minor units, 0 or more.</param>
public sealed record AccountTotal(long Debit, long Credit)
{
    /// <summary>Nothing booked.</summary>
    public static AccountTotal Zero { get; } = new(0, 0);

    /// <summary>Debit less credit.</summary>
    [JsonIgnore]
    public long Balance => checked(Debit - Credit);

    /// <summary>With <paramref name="minorUnits"/> booked: debit positive, credit negative.</summary>
    public AccountTotal With(long minorUnits) =>
        minorUnits >= 0 ? this with { Debit = checked(Debit + minorUnits) } : this with { Credit = checked(Credit - minorUnits) };

    /// <summary>Both together.</summary>
    public AccountTotal With(AccountTotal other) => new(checked(Debit + other.Debit), checked(Credit + other.Credit));
}

/// <summary>Totals by account and currency. The key is <c>account|CUR</c>.</summary>
public static class AccountTotals
{
    /// <summary>Nothing booked.</summary>
    public static IReadOnlyDictionary<string, AccountTotal> None { get; } = new Dictionary<string, AccountTotal>();

    /// <summary>The key of an account in a currency.</summary>
    public static string Key(string account, string currency) => account + "|" + currency;

    /// <summary>Account and currency of a key.</summary>
    public static (string Account, string Currency) Of(string key)
    {
        var bar = key.LastIndexOf('|');
        return (key[..bar], key[(bar + 1)..]);
    }

    /// <summary>With <paramref name="postings"/> booked. Overflow is an error, never a wrong number.</summary>
    public static Dictionary<string, AccountTotal> With(this IReadOnlyDictionary<string, AccountTotal> totals, IEnumerable<JournalPosting> postings)
    {
        var sum = new Dictionary<string, AccountTotal>(totals, StringComparer.Ordinal);
        foreach (var posting in postings)
        {
            var key = Key(posting.Account, posting.Currency);
            sum[key] = sum.GetValueOrDefault(key, AccountTotal.Zero).With(posting.MinorUnits);
        }

        return sum;
    }

    /// <summary>Several totals together.</summary>
    public static Dictionary<string, AccountTotal> Together(IEnumerable<IReadOnlyDictionary<string, AccountTotal>> all)
    {
        var sum = new Dictionary<string, AccountTotal>(StringComparer.Ordinal);
        foreach (var (key, total) in all.SelectMany(totals => totals)) sum[key] = sum.GetValueOrDefault(key, AccountTotal.Zero).With(total);
        return sum;
    }

    /// <summary>Whether both say the same; an account without bookings counts as none.</summary>
    public static bool Same(IReadOnlyDictionary<string, AccountTotal> one, IReadOnlyDictionary<string, AccountTotal> other) =>
        one.Keys.Union(other.Keys, StringComparer.Ordinal).All(key => one.GetValueOrDefault(key, AccountTotal.Zero) == other.GetValueOrDefault(key, AccountTotal.Zero));
}
