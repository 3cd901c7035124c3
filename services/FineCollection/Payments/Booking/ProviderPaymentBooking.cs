using Fleet.FineCollection.Book.Journal;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using Fleet.FineCollection.Fines;
using Fleet.FineCollection.Payments.Webhook;
using Fleet.FineCollection.Statements.Lines;
using Fleet.ServiceDefaults.Indexes;

namespace Fleet.FineCollection.Payments.Booking;

/// <summary>A payment after its decision was carried out, or the decision that takes its place because a fine refused.</summary>
/// <param name="Payment">The payment; not done yet when it was decided anew.</param>
/// <param name="Refused">Why a fine refused; null when it did not.</param>
public sealed record BookedPayment(ProviderPayment Payment, LifeOutcome.Refused? Refused = null);

/// <summary>Decides what a payment of the provider is for, and books it. Everything can be repeated: fines, journal and lists know what they have.</summary>
public sealed class ProviderPaymentBooking(FineDoor fines, JournalClient journal, IndexClient<ProviderPaymentRow> payments, ProviderProblems problems)
{
    /// <summary>What the payment is, as the fines are now. Books nothing.</summary>
    public async Task<ProviderPayment> Decide(ProviderPayment payment, PaymentSucceeded paid, DateTimeOffset now, CancellationToken cancellation)
    {
        var known = payment with { Paid = paid };
        if (await fines.Find(paid.Reference, cancellation) is not { } fine) return known.Decide(ProviderPaymentStates.Unmatched, "unknown_fine");
        return known.Decide(ProviderPaymentStates.Booked) with { FineId = fine.Id, ValueDate = ValueDate(paid, fine, now) };
    }

    /// <summary>The payment as one of this fine, by hand. Books nothing.</summary>
    public async Task<ProviderPayment> Assign(ProviderPayment payment, string fineId, string by, DateTimeOffset now, CancellationToken cancellation) =>
        await fines.Find(fineId, cancellation) is { } fine
            ? payment.Decide(ProviderPaymentStates.Assigned, by: by) with { FineId = fine.Id, ValueDate = ValueDate(payment.Paid!, fine, now) }
            : payment;

    /// <exception cref="NotToldYetException">It is booked, but not everybody knows: to be repeated.</exception>
    public async Task<BookedPayment> CarryOut(ProviderPayment payment, CancellationToken cancellation)
    {
        var booked = payment.State switch
        {
            ProviderPaymentStates.Booked or ProviderPaymentStates.Assigned => await Pay(payment, cancellation),
            ProviderPaymentStates.Reversed => await Reverse(payment, cancellation),
            _ => new BookedPayment(payment),
        };
        if (!ReferenceEquals(booked.Payment, payment)) return booked;
        if (payment.State == ProviderPaymentStates.Unmatched) await Book(payment.Unallocated(), cancellation);
        if (payment.State is ProviderPaymentStates.Assigned or ProviderPaymentStates.Returned) await Book(payment.Allocated(), cancellation);
        await problems.TakenBackTooSoon(payment, cancellation);
        await payments.Put(payments.ShardOf(payment.Id), [ProviderPaymentRow.Item(payment)], cancellation);
        return new BookedPayment(payment with { IsDone = true });
    }

    private async Task<BookedPayment> Pay(ProviderPayment payment, CancellationToken cancellation)
    {
        var refused = await Order(payment, payment.Payment(), cancellation);
        return refused is null ? new BookedPayment(payment) : new BookedPayment(payment.Decide(ProviderPaymentStates.Unmatched, refused.Code) with { FineId = null, ValueDate = null }, refused);
    }

    private async Task<BookedPayment> Reverse(ProviderPayment payment, CancellationToken cancellation)
    {
        switch (payment.Before)
        {
            case ProviderPaymentStates.Unmatched:
                await Book(payment.Allocated(), cancellation);
                break;
            case ProviderPaymentStates.Returned:
                await Book(payment.Short(), cancellation);
                await problems.ReturnedAndReversed(payment, cancellation);
                break;
            default:
                var refused = await Order(payment, payment.Reversal(), cancellation);
                if (refused is not null) await problems.NotReversed(payment, refused, cancellation);
                break;
        }

        return new BookedPayment(payment);
    }

    private async Task<LifeOutcome.Refused?> Order(ProviderPayment payment, FineOrder order, CancellationToken cancellation)
    {
        var turn = await fines.Do(payment.FineId!, order, cancellation);
        return turn.Outbox.Count == 0 ? turn.Refused : throw new NotToldYetException();
    }

    private Task Book(BookEntry entry, CancellationToken cancellation) => journal.Book(JournalClient.ShardOf(entry.Subject), [entry], cancellation);

    // The provider's clock may be before ours; no payment counts for a day that is yet to come.
    private static DateOnly ValueDate(PaymentSucceeded paid, Fine fine, DateTimeOffset now) =>
        FineDecision.LocalDate(paid.PaidAt < now ? paid.PaidAt : now, fine.Violation.TimeZone);
}
