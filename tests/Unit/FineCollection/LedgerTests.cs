using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Tests.Unit.FineCollection;

public sealed class LedgerTests
{
    private static readonly Gen<long> Amount = Gen.Choose(1, 100_000_000).Select(minorUnits => (long)minorUnits);

    [Fact]
    public void A_new_fine_is_due_in_full()
    {
        var ledger = Ledger.Append([], Ledger.Issue("evt_1", Some.Now, Eur(12_000), Eur(900)));
        Assert.Equal(Eur(12_900), Ledger.Due(ledger));
        Assert.Equal([12_900, -12_000, -900], ledger.Select(posting => posting.MinorUnits));
    }

    [Fact]
    public void A_fee_of_nothing_has_no_posting() =>
        Assert.Equal([Accounts.Receivable, Accounts.Revenue], Ledger.Issue("evt_1", Some.Now, Eur(5_000), Eur(0)).Select(posting => posting.Account));

    [Fact]
    public void Nothing_asked_is_not_the_same_as_nothing_due() => Assert.Null(Ledger.Due([]));

    [Fact]
    public void Whatever_is_booked_the_ledger_sums_to_zero_and_what_is_due_is_what_was_asked() => Prop.ForAll(
        Entries(),
        entries =>
        {
            var ledger = Book(entries);
            return Ledger.Sum(ledger) == 0 && Ledger.Due(ledger)!.MinorUnits == entries.Sum(entry => entry.Penalty + entry.Fee);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_ledger_only_grows() => Prop.ForAll(
        Entries(),
        entries => Enumerable.Range(1, entries.Length).All(count =>
            Book(entries[..count]).Take(Book(entries[..(count - 1)]).Count).SequenceEqual(Book(entries[..(count - 1)])))).QuickCheckThrowOnFailure();

    [Fact]
    public void Booking_a_cause_again_changes_nothing() => Prop.ForAll(
        Entries(),
        entries => Book(entries, onto: Book(entries)).SequenceEqual(Book(entries))).QuickCheckThrowOnFailure();

    [Fact]
    public void An_entry_that_does_not_sum_to_zero_is_refused() =>
        Assert.Throws<ArgumentException>(() => Ledger.Append([], [new Posting("evt_1", Some.Now, Accounts.Receivable, 1, "EUR")]));

    [Fact]
    public void A_second_currency_is_refused()
    {
        var ledger = Ledger.Append([], Ledger.Issue("evt_1", Some.Now, Eur(1), Eur(0)));
        var other = Ledger.Issue("evt_2", Some.Now, new Money(1, "SEK"), new Money(0, "SEK"));
        Assert.Throws<ArgumentException>(() => Ledger.Append(ledger, other));
        Assert.Throws<ArgumentException>(() => Ledger.Issue("evt_3", Some.Now, Eur(1), new Money(1, "SEK")));
    }

    [Fact]
    public void An_entry_with_two_causes_is_refused()
    {
        Posting[] entry = [new("evt_1", Some.Now, Accounts.Receivable, 1, "EUR"), new("evt_2", Some.Now, Accounts.Revenue, -1, "EUR")];
        Assert.Throws<ArgumentException>(() => Ledger.Append([], entry));
    }

    private static Arbitrary<(long Penalty, long Fee)[]> Entries() =>
        (from penalty in Amount from fee in Amount select (penalty, fee)).NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary();

    private static IReadOnlyList<Posting> Book((long Penalty, long Fee)[] entries, IReadOnlyList<Posting>? onto = null) =>
        entries.Select((entry, index) => Ledger.Issue("evt_" + index, Some.Now, Eur(entry.Penalty), Eur(entry.Fee))).Aggregate(onto ?? [], Ledger.Append);

    private static Money Eur(long minorUnits) => new(minorUnits, "EUR");
}
