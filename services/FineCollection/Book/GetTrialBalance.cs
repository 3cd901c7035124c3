using Fleet.FineCollection.Book.Checks;
using Fleet.FineCollection.Book.Journal;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.FineCollection.Book;

/// <summary><c>GET /v1/ledger/trial-balance</c>: every account by currency, of all that was booked or of what was booked until <c>asOf</c>.</summary>
internal static class GetTrialBalance
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/ledger/trial-balance", Handle)
        .WithSummary("Debit, credit and balance of every account by currency; the balances of a currency sum to zero.");

    /// <param name="AsOf">What was booked before this instant counts, UTC; absent: everything.</param>
    /// <param name="Accounts">Accounts with postings.</param>
    /// <param name="Totals">The sums by currency.</param>
    /// <param name="Postings">Number of postings that count.</param>
    /// <param name="Problems">Entries that could not be booked, ever; 0 in a sound book.</param>
    /// <param name="LastCheck">The last check that ended; absent before the first.</param>
    internal sealed record TrialBalance(
        DateTimeOffset? AsOf, IReadOnlyList<BalanceLine> Accounts, IReadOnlyList<CurrencyTotal> Totals, long Postings, long Problems, CheckSummary? LastCheck);

    /// <param name="Account">One of <see cref="BookAccounts"/>.</param>
    /// <param name="Currency">ISO 4217 code.</param>
    /// <param name="DebitMinorUnits">Sum of the debits, integer minor units.</param>
    /// <param name="CreditMinorUnits">Sum of the credits, as a positive number.</param>
    /// <param name="BalanceMinorUnits">Debit less credit.</param>
    internal sealed record BalanceLine(string Account, string Currency, long DebitMinorUnits, long CreditMinorUnits, long BalanceMinorUnits);

    /// <param name="Currency">ISO 4217 code.</param>
    /// <param name="DebitMinorUnits">Sum of all debits.</param>
    /// <param name="CreditMinorUnits">Sum of all credits.</param>
    /// <param name="BalanceMinorUnits">Debit less credit: 0.</param>
    internal sealed record CurrencyTotal(string Currency, long DebitMinorUnits, long CreditMinorUnits, long BalanceMinorUnits);

    private static async Task<Ok<TrialBalance>> Handle(string? asOf, JournalClient journal, LedgerChecks checks, CancellationToken cancellation)
    {
        var before = AskedInstant.Until(asOf, "asOf");
        var untils = await journal.Until(before, cancellation);
        var heads = await journal.Heads(cancellation);
        var lines = AccountTotals.Together(untils.Select(until => until.Totals)).Select(Line)
            .OrderBy(line => line.Currency, StringComparer.Ordinal).ThenBy(line => Rank(line.Account)).ThenBy(line => line.Account, StringComparer.Ordinal).ToList();
        var totals = lines.GroupBy(line => line.Currency).Select(Total).ToList();
        return TypedResults.Ok(new TrialBalance(before, lines, totals, untils.Sum(until => until.Count), heads.Sum(head => head.Problems), await checks.LastEnded(cancellation)));
    }

    private static BalanceLine Line(KeyValuePair<string, AccountTotal> total)
    {
        var (account, currency) = AccountTotals.Of(total.Key);
        return new BalanceLine(account, currency, total.Value.Debit, total.Value.Credit, total.Value.Balance);
    }

    private static CurrencyTotal Total(IGrouping<string, BalanceLine> lines)
    {
        var sum = lines.Aggregate(AccountTotal.Zero, (sum, line) => sum.With(new AccountTotal(line.DebitMinorUnits, line.CreditMinorUnits)));
        return new CurrencyTotal(lines.Key, sum.Debit, sum.Credit, sum.Balance);
    }

    private static int Rank(string account) => BookAccounts.All.Contains(account) ? BookAccounts.All.ToList().IndexOf(account) : int.MaxValue;
}
