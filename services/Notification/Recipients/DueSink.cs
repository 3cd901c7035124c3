using Fleet.ServiceDefaults.DueBooks;

namespace Fleet.Notification.Recipients;

/// <summary>Enters what is to be sent later in the due-date books: messages, and digests. The last of the sinks.</summary>
public sealed class DueSink(DueBookClient books) : ITurnSink
{
    internal const string Message = "message";
    internal const string Digest = "digest";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecipientTurn>> Take(IReadOnlyList<RecipientTurn> turns, CancellationToken cancellation)
    {
        var due = turns.SelectMany(turn => turn.Lines.Where(line => line.NextAt is not null).Select(line => new DueItem(line.Id, line.NextAt!.Value, Message))
                .Concat(turn.DigestAt is { } at ? [new DueItem(turn.ActorId, at, Digest)] : []))
            .ToList();
        if (due.Count == 0) return turns;
        var entered = (await books.Add(due, cancellation)).ToHashSet();
        return entered.Count == due.Count ? turns : [.. turns.Where(turn => IsEntered(turn, entered))];
    }

    private static bool IsEntered(RecipientTurn turn, HashSet<DueItem> entered) =>
        turn.Lines.All(line => line.NextAt is not { } at || entered.Contains(new DueItem(line.Id, at, Message)))
        && (turn.DigestAt is not { } digest || entered.Contains(new DueItem(turn.ActorId, digest, Digest)));
}
