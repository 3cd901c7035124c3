using Dapr.Actors;
using Dapr.Actors.Client;
using Fleet.FineCollection.Book.Journal;
using Fleet.FineCollection.Domain.Life;
using Fleet.FineCollection.Fines;
using Fleet.ServiceDefaults.Indexes;

namespace Fleet.FineCollection.Statements.Lines;

/// <summary>A line after its decision was carried out, or the decision that takes its place because a fine refused.</summary>
/// <param name="Line">The line; not done yet when it was decided anew.</param>
/// <param name="Refused">Why a fine refused; null when it did not.</param>
public sealed record BookedLine(BankLine Line, LifeOutcome.Refused? Refused = null);

/// <summary>Carries out what was decided of a line. Everything can be repeated: fines, journal and lists know what they have.</summary>
public sealed class LineBooking(FineDoor fines, JournalClient journal, IndexClient<LineRow> lines, IActorProxyFactory actors)
{
    /// <exception cref="NotToldYetException">It is booked, but not everybody knows: to be repeated.</exception>
    public async Task<BookedLine> CarryOut(BankLine line, CancellationToken cancellation)
    {
        var booked = line.State switch
        {
            LineStates.Matched => await Order(line, line.Payment(), refused => line.Decide(LineStates.Unmatched, reason: refused), cancellation),
            LineStates.Assigned => await Order(line, line.Payment(), refused => line.Decide(LineStates.Unmatched, reason: refused), cancellation),
            LineStates.Reversed when line.FineId is null => await TakeBack(line, cancellation),
            LineStates.Reversed => await Order(line, line.Reversal(), refused => line.Decide(LineStates.Ignored, reason: refused), cancellation),
            _ => new BookedLine(line),
        };
        if (!ReferenceEquals(booked.Line, line)) return booked;
        if (line.State == LineStates.Unmatched) await Book(line.Unallocated(), cancellation);
        if (line.State is LineStates.Assigned or LineStates.Returned) await Book(line.Allocated(), cancellation);
        await lines.Put(lines.ShardOf(line.Line.Id), [LineRow.Item(line)], cancellation);
        return new BookedLine(line with { IsDone = true });
    }

    private async Task<BookedLine> Order(BankLine line, FineOrder order, Func<string, BankLine> otherwise, CancellationToken cancellation)
    {
        var turn = await fines.Do(line.FineId!, order, cancellation);
        if (turn.Outbox.Count > 0) throw new NotToldYetException();
        if (turn.Fine is null) return new BookedLine(otherwise("unknown_fine"));
        return turn.Refused is { } refused ? new BookedLine(otherwise(refused.Code), refused) : new BookedLine(line);
    }

    // The line that is returned was never a payment: its money leaves the unallocated.
    private async Task<BookedLine> TakeBack(BankLine line, CancellationToken cancellation)
    {
        var answer = await actors.Create(new ActorId(line.Other!), nameof(BankLineActor)).InvokeMethodAsync<GiveBack, LineAnswer>(nameof(IBankLineActor.Return), new GiveBack("bank-statement", line.Line.Id), cancellation);
        return answer.Line is { State: LineStates.Returned } returned && returned.Other == line.Line.Id
            ? new BookedLine(line)
            : new BookedLine(line.Decide(LineStates.Ignored, reason: "unknown_payment"));
    }

    private Task Book(BookEntry entry, CancellationToken cancellation) => journal.Book(JournalClient.ShardOf(entry.Subject), [entry], cancellation);
}

/// <summary>A change was saved and somebody does not have it yet.</summary>
public sealed class NotToldYetException() : Exception("The change is saved, but did not reach everybody yet.");
