using Dapr.Actors;
using Dapr.Actors.Runtime;
using Fleet.Contracts.FineCollection;
using Fleet.Notification.Domain.Messages;
using Fleet.Notification.Domain.Preferring;
using Microsoft.Extensions.Options;

namespace Fleet.Notification.Recipients;

/// <summary>What became of an event.</summary>
/// <param name="Lines">The messages that it made; empty when it is given up.</param>
/// <param name="Repeated">It had been dealt with before; nothing was sent.</param>
/// <param name="GivenUp">Why it can never be dealt with as it is; null when it was.</param>
public sealed record RecipientTurn(IReadOnlyList<MessageLine> Lines, bool Repeated, string? GivenUp = null);

/// <summary>One recipient; its id is the owner's.</summary>
public interface IRecipientActor : IActor
{
    /// <summary>Tells the recipient, once an event. An event whose message is dead may be told again, corrected.</summary>
    Task<RecipientTurn> Tell(FineEvent told);
}

/// <inheritdoc cref="IRecipientActor"/>
/// <remarks>
/// A message is saved only after the attempt to send it, with what became of it, in one transaction. A crash in between sends the same message,
/// letter for letter, a second time; never does one get lost.
/// </remarks>
public sealed class RecipientActor(ActorHost host, Dispatch dispatch, IOptions<DeliveryOptions> options, TimeProvider time) : Actor(host), IRecipientActor
{
    private const string Key = "recipient";

    /// <inheritdoc/>
    public async Task<RecipientTurn> Tell(FineEvent told)
    {
        var recipient = await Load();
        if (recipient is not null && await Known(told.EventId) is { } known && known.Messages.All(message => message.State != MessageStates.Dead))
            return new RecipientTurn(Lines(known), Repeated: true);
        var preferences = recipient?.Preferences ?? Preferences.None;
        var now = time.GetUtcNow();
        var plan = FineMessages.Plan(told, preferences, options.Value.Defaults, now);
        if (plan.Obstacle is { } obstacle) return new RecipientTurn([], Repeated: false, obstacle);
        var messages = new List<Message>();
        foreach (var message in plan.Messages) messages.Add(await dispatch.Send(message, preferences.Addresses, now));
        if (messages.Find(message => message.State == MessageStates.Pending) is { } pending)
            throw new InvalidOperationException($"Message {pending.Id} was not taken: {pending.Attempts[^1].Outcome}.");
        var stored = new ToldEvent(messages);
        if (recipient is null) await StateManager.SetStateAsync(Key, RecipientState.Fresh);
        await StateManager.SetStateAsync(KeyOf(told.EventId), stored);
        await SaveStateAsync();
        return new RecipientTurn(Lines(stored), Repeated: false);
    }

    private static List<MessageLine> Lines(ToldEvent told) => [.. told.Messages.Select(MessageLine.Of)];

    private static string KeyOf(string eventId) => "told-" + eventId;

    private async Task<RecipientState?> Load() => await StateManager.TryGetStateAsync<RecipientState>(Key) is { HasValue: true } found ? found.Value : null;

    // Whoever was never told anything has no state of their own yet: a look for the event is saved.
    private async Task<ToldEvent?> Known(string eventId) =>
        await StateManager.TryGetStateAsync<ToldEvent>(KeyOf(eventId)) is { HasValue: true } found ? found.Value : null;
}
