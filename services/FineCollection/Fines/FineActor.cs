using System.Text.Json;
using Dapr.Actors.Runtime;
using Fleet.Contracts;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using Fleet.FineCollection.Fines.Changes;
using Fleet.FineCollection.Fines.Finding;

namespace Fleet.FineCollection.Fines;

/// <inheritdoc cref="IFineActor"/>
/// <remarks>
/// The fine, its outbox and the answers that clients may ask for again are one transaction. Whoever gives an order repeatedly brings the outbox to
/// everybody who follows the fine, and counts the order as done only then. For an order that nobody would repeat the fine sets itself a reminder
/// before it saves, and brings the outbox on itself unless it hears that this was done.
/// </remarks>
public sealed class FineActor(ActorHost host, TariffBook tariffs, FineFlush flush, TimeProvider time) : Actor(host), IFineActor, IRemindable
{
    private const string FlushReminder = "flush";
    private static readonly TimeSpan FlushPeriod = TimeSpan.FromSeconds(30);

    private FineStore Store => new(StateManager);

    /// <inheritdoc/>
    public async Task<FineTurn> Take(TakeViolation command)
    {
        var stored = await Store.Load();
        if (stored is not null) return new FineTurn(stored.Fine, null, [.. stored.Outbox.Where(change => change.Sequence == 1)]);
        return await Set(FineDecision.Decide(command.Violation, command.Owner, tariffs, time.GetUtcNow()));
    }

    /// <inheritdoc/>
    public async Task<FineTurn> TakeSuccessor(TakeDriver command)
    {
        var stored = await Store.Load();
        if (stored is not null) return new FineTurn(stored.Fine, null, [.. stored.Outbox.Where(change => change.Sequence == 1)]);
        return await Set(DriverFine.Decide(command.Replaced, command.Successor, FineLaw.Of(command.Replaced, tariffs), time.GetUtcNow()));
    }

    /// <inheritdoc/>
    public async Task<FineTurn> Do(FineOrder order)
    {
        if (await Store.Load() is not { } stored) return new FineTurn(null, null, []);
        var (after, refused) = CarryOut(stored, order);
        await Save(stored, after, order);
        return new FineTurn(after.Fine, refused, Outbox.Of(after.Outbox, order.Cause));
    }

    /// <inheritdoc/>
    public async Task<FineAnswer> Ask(FineRequest request)
    {
        if (await Store.Load() is not { } stored) return new FineAnswer(FineResults.NotFound, null, null, null, request.RequestId, false, []);
        if (stored.Once?.FirstOrDefault(mark => mark.Key == request.OnceKey) is { } mark)
        {
            return mark.Request == request.Hash
                ? (await Store.Answer(mark.Slot)) with { IsReplay = true }
                : new FineAnswer(FineResults.KeyReused, null, null, stored.Fine.State, request.RequestId, false, []);
        }

        var (after, refused) = CarryOut(stored, request.Order);
        var answer = Answer(after.Fine, refused, request.RequestId);
        if (request.OnceKey is { } key)
        {
            after = after with { Once = OnceMarks.Add(stored.Once, key, request.Hash) };
            await Store.Keep(after.Once![^1].Slot, answer);
        }

        await Save(stored, after, request.Order);
        return answer with { Outbox = Outbox.Of(after.Outbox, request.Order.Cause) };
    }

    /// <inheritdoc/>
    public async Task Flushed(FlushedChanges changes)
    {
        if (await Store.Load() is { } stored) await Drop(stored, changes.Ids);
    }

    /// <inheritdoc/>
    public async Task<FineErased> Erase(ErasePersonOrder order)
    {
        if (await Store.Load() is not { } stored || stored.Fine.Owner?.OwnerId != order.OwnerId) return new FineErased(null);
        var rule = Erasure.Of(stored.Fine, order.Years, FineLaw.Of(stored.Fine, tariffs), time.GetUtcNow());
        if (!rule.MayErase) return new FineErased(rule);
        // What was told and answered in those years has the person in it, too.
        foreach (var mark in stored.Once ?? []) await Store.Forget(mark.Slot);
        // What somebody may not have yet stays until it has it: nothing that happened is lost with the name.
        await Store.Set(new StoredFine(Erasure.Erased(stored.Fine), Outbox.Own(stored.Outbox)));
        await SaveStateAsync();
        return new FineErased(rule);
    }

    /// <inheritdoc/>
    public async Task<FineFound> Get() => new((await Store.Load())?.Fine);

    /// <inheritdoc/>
    public async Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period)
    {
        var stored = await Store.Load();
        var own = Outbox.Own(stored?.Outbox ?? []);
        if (stored is null || own.Count == 0) await UnregisterReminderAsync(FlushReminder);
        else await Drop(stored, await flush.Flush(own, CancellationToken.None));
    }

    private async Task<FineTurn> Set(DecidedFine decided)
    {
        var (fine, told) = decided;
        if (fine.Id != Id.GetId()) throw new InvalidOperationException($"This makes the fine {fine.Id}, not {Id.GetId()}.");
        var change = new FineChange(fine.Id, 1, Redriven: true, told.EventId, FineLine.Of(fine), fine.Ledger, [told], fine.Terms?.NextStepAt, null);
        await Store.Set(new StoredFine(fine, [change]));
        await SaveStateAsync();
        return new FineTurn(fine, null, [change]);
    }

    private (StoredFine After, LifeOutcome.Refused? Refused) CarryOut(StoredFine stored, FineOrder order)
    {
        if (stored.Fine.Trail?.Any(entry => entry.Cause == order.Cause) is true) return (stored, null);
        return FineLife.Apply(stored.Fine, order, FineLaw.Of(stored.Fine, tariffs), time.GetUtcNow()) switch
        {
            LifeOutcome.Changed changed => (stored with
            {
                Fine = changed.Fine,
                Outbox = [.. Outbox.Settled(stored.Outbox, order.Command), Outbox.Change(stored.Fine, order, changed)],
            }, null),
            LifeOutcome.Refused refused => (stored, refused),
            _ => (stored, null),
        };
    }

    private FineAnswer Answer(Fine fine, LifeOutcome.Refused? refused, string requestId) => refused is null
        ? new FineAnswer(FineResults.Done, JsonSerializer.Serialize(FineView.Of(fine), ContractJson.Options), null, fine.State, requestId, false, [])
        : new FineAnswer(FineResults.Refused, null, refused, fine.State, requestId, false, []);

    private async Task Save(StoredFine before, StoredFine after, FineOrder order)
    {
        if (ReferenceEquals(before, after)) return;
        // First the reminder: whatever is cut off after the save, it finds and brings on.
        if (!order.Redriven && after.Fine.Sequence > before.Fine.Sequence) await RegisterReminderAsync(FlushReminder, [], FlushPeriod, FlushPeriod);
        await Store.Set(after);
        await SaveStateAsync();
    }

    private async Task Drop(StoredFine stored, IReadOnlyCollection<string> ids)
    {
        var left = Outbox.Without(stored.Outbox, ids);
        if (left.Count < stored.Outbox.Count)
        {
            await Store.Set(stored with { Outbox = left });
            await SaveStateAsync();
        }

        if (Outbox.Own(left).Count == 0) await UnregisterReminderAsync(FlushReminder);
    }
}
