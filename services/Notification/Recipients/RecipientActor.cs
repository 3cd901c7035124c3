using Dapr.Actors;
using Dapr.Actors.Runtime;
using Fleet.Contracts.FineCollection;
using Fleet.Notification.Domain.Messages;
using Fleet.Notification.Domain.Preferring;
using Microsoft.Extensions.Options;

namespace Fleet.Notification.Recipients;

/// <summary>One recipient; its id is the owner's.</summary>
public interface IRecipientActor : IActor
{
    /// <summary>Tells the recipient of a fine, once an event. An event whose message is dead may be told again, corrected.</summary>
    Task<RecipientTurn> Tell(FineEvent told);

    /// <summary>What would be told of a fine, without any effect.</summary>
    Task<TellingPlan> Foresee(FineEvent told);

    /// <summary>Tells the recipient of their vehicles, once an event.</summary>
    Task<RecipientTurn> Hear(OwnerAlerts alerts);

    /// <summary>Sends what is due: nothing when it is not, or is not any more.</summary>
    Task<RecipientTurn> Due(DueOrder order);

    /// <summary>Takes a message back that a channel returned.</summary>
    Task<RecipientTurn> Bounce(BounceOrder bounce);

    /// <summary>A message with its attempts.</summary>
    Task<MessageFound> Find(MessageWanted wanted);

    /// <summary>Sets what the recipient wants; a webhook without a secret keeps the one it had.</summary>
    Task<PreferencesFound> Prefer(Preferences preferences);

    /// <summary>What the recipient wants.</summary>
    Task<PreferencesFound> Preferences();

    /// <summary>Erases what is personal, unless required messages are on their way.</summary>
    Task<Erased> Erase(EraseOrder order);
}

/// <inheritdoc cref="IRecipientActor"/>
/// <remarks>
/// A message is saved only after the first attempt to send it, with what became of it, in one transaction. A crash in between sends the same message,
/// letter for letter, a second time; never does one get lost.
/// </remarks>
public sealed class RecipientActor(ActorHost host, Dispatch dispatch, IOptions<DeliveryOptions> options, TimeProvider time) : Actor(host), IRecipientActor
{
    private string ActorId => Id.GetId();

    /// <inheritdoc/>
    public async Task<RecipientTurn> Tell(FineEvent told)
    {
        var store = await Load();
        var key = MessageId.KeyOf(told.EventId);
        var known = await store.Find(key);
        if (known is not null && known.Messages.All(message => message.State != MessageStates.Dead)) return Turn(store, known.Messages);
        var now = time.GetUtcNow();
        var plan = FineMessages.Plan(ActorId, told, store.Preferences, options.Value.Defaults, now);
        if (plan.Obstacle is { } obstacle) return Turn(store, []) with { GivenUp = obstacle };
        var messages = new List<Message>();
        foreach (var planned in plan.Messages)
        {
            var before = known?.Messages.FirstOrDefault(message => message.Id == planned.Id);
            if (before is { State: not MessageStates.Dead }) messages.Add(before);
            else messages.Add(await Send(store, before is null ? planned : MessageLife.Again(planned, before), FineEventLaw.Of(told.Type) is { Urgent: true }, now));
        }

        await store.Put(key, new ToldEvent(messages));
        await SaveStateAsync();
        return Turn(store, messages);
    }

    /// <inheritdoc/>
    public async Task<TellingPlan> Foresee(FineEvent told)
    {
        var store = await Load();
        var known = await store.Find(MessageId.KeyOf(told.EventId));
        var plan = FineMessages.Plan(ActorId, told, store.Preferences, options.Value.Defaults, time.GetUtcNow());
        if (plan.Obstacle is { } obstacle) return new TellingPlan(null, [], obstacle);
        var messages = new List<Message>();
        foreach (var planned in plan.Messages)
        {
            if (known?.Messages.FirstOrDefault(message => message.Id == planned.Id) is { State: not MessageStates.Dead } before) messages.Add(before);
            else messages.Add(planned.Current is { } leg ? await dispatch.Write(planned, leg) : planned);
        }

        var unwritable = messages.FirstOrDefault(message => message.State == MessageStates.Dead);
        return new TellingPlan(told.Recipient?.OwnerId, [.. messages.Select(PlannedMessage.Of)], unwritable?.Reason);
    }

    /// <inheritdoc/>
    public async Task<RecipientTurn> Hear(OwnerAlerts alerts)
    {
        var store = await Load();
        var all = new List<Message>();
        foreach (var alert in alerts.Alerts)
        {
            all.AddRange(await Hear(store, alerts.Owner, alert, time.GetUtcNow()));
            if (store.Tray.Digest.Count >= Admission.LargestDigest) all.AddRange(await Digest(store, time.GetUtcNow()));
        }

        await SaveStateAsync();
        return Turn(store, all);
    }

    /// <inheritdoc/>
    public async Task<RecipientTurn> Due(DueOrder order)
    {
        var store = await Load();
        return order.MessageId is { } id ? await Resend(store, id) : await SendDigest(store);
    }

    /// <inheritdoc/>
    public Task<RecipientTurn> Bounce(BounceOrder bounce) => Change(bounce.MessageId, async (store, message, now) =>
    {
        if (message.State != MessageStates.Delivered || (bounce.Channel ?? message.Current?.Channel) != message.Current?.Channel) return message;
        var attempt = new Attempt(now, message.Current?.Channel ?? "", null, AttemptOutcomes.Bounced, bounce.Code);
        var bounced = bounce.Kind == BounceKinds.Soft ? MessageLife.After(message, attempt, options.Value.Ladder) : MessageLife.Bounced(message, attempt);
        return await dispatch.Send(bounced, store.Preferences.Addresses, now);
    });

    /// <inheritdoc/>
    public async Task<MessageFound> Find(MessageWanted wanted)
    {
        var store = await Load();
        var told = MessageId.PlaceOf(wanted.MessageId) is { } place ? await store.Find(place.Key) : null;
        return new MessageFound(told?.Messages.FirstOrDefault(message => message.Id == wanted.MessageId));
    }

    /// <inheritdoc/>
    public async Task<PreferencesFound> Prefer(Preferences preferences)
    {
        var store = await Load();
        await store.Put(PreferenceRules.Keeping(preferences, store.Preferences));
        await SaveStateAsync();
        return new PreferencesFound(store.Preferences);
    }

    /// <inheritdoc/>
    public async Task<PreferencesFound> Preferences()
    {
        var store = await Load();
        return new PreferencesFound(store.HasPreferences ? store.Preferences : null);
    }

    /// <inheritdoc/>
    public async Task<Erased> Erase(EraseOrder order)
    {
        var store = await Load();
        var (now, changed) = (time.GetUtcNow(), new List<Message>());
        foreach (var key in order.MessageIds.Select(id => MessageId.PlaceOf(id)?.Key).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (await store.Find(key) is not { } told) continue;
            changed.AddRange(told.Messages);
            await store.Put(key, new ToldEvent([.. told.Messages.Select(message => MessageLife.Erased(message, now))]));
        }

        var open = changed.Where(message => message is { Required: true, IsOver: false }).Select(message => message.Id).ToList();
        if (open.Count > 0)
        {
            await StateManager.ClearCacheAsync();
            return new Erased(Turn(store, []), open);
        }

        await store.Put(preferences: null);
        await store.Put(Tray.Empty);
        await SaveStateAsync();
        return new Erased(Turn(store, [.. changed.Select(message => MessageLife.Erased(message, now))]), []);
    }

    private async Task<RecipientStore> Load() => await new RecipientStore(StateManager).Load();

    private async Task<Message> Send(RecipientStore store, Message message, bool urgent, DateTimeOffset now)
    {
        if (message.IsOver) return message;
        if (message.Required) message = Admission.Required(message, store.Preferences, urgent, now);
        else
        {
            var written = message.Current is { } leg ? await dispatch.Write(message, leg) : message;
            (message, var tray) = Admission.Optional(written, store.Preferences, store.Tray, options.Value.Limits, now);
            await store.Put(tray);
        }

        return await dispatch.Send(message, store.Preferences.Addresses, now);
    }

    private async Task<IReadOnlyList<Message>> Hear(RecipientStore store, Contracts.VehicleRegistry.Owner owner, VehicleAlertTold alert, DateTimeOffset now)
    {
        var key = MessageId.KeyOf(alert.EventId);
        var known = await store.Find(key);
        if (known is not null && !alert.Withdrawn) return known.Messages;
        if (known is null)
        {
            var plan = AlertMessages.Plan(ActorId, owner, alert, store.Preferences, options.Value.Defaults, now);
            var sent = new List<Message>();
            foreach (var message in plan.Messages) sent.Add(await Send(store, message, urgent: false, now));
            if (sent.Any(message => message.State == MessageStates.Digested)) await store.Put(store.Tray with { Owner = owner });
            if (sent.Count > 0) await store.Put(key, new ToldEvent(sent));
            return sent;
        }

        var digest = store.Tray.Digest.Where(news => news.EventId != alert.EventId).ToList();
        var wasWaiting = digest.Count < store.Tray.Digest.Count;
        if (wasWaiting) await store.Put(store.Tray with { Digest = digest, DigestAt = digest.Count == 0 ? null : store.Tray.DigestAt });
        var left = known.Messages.Select(message => message.State == MessageStates.Digested && !wasWaiting ? message : Admission.Withdrawn(message, now)).ToList();
        await store.Put(key, new ToldEvent(left));
        return left;
    }

    private Task<RecipientTurn> Resend(RecipientStore store, string id) => Change(store, id, async (loaded, message, now) =>
    {
        if (message.IsOver || message.NextAt > now) return message;
        return await dispatch.Send(message, loaded.Preferences.Addresses, now);
    });

    private async Task<RecipientTurn> SendDigest(RecipientStore store)
    {
        var now = time.GetUtcNow();
        if (store.Tray.DigestAt is { } due && due <= now)
        {
            var sent = await Digest(store, now);
            await SaveStateAsync();
            return Turn(store, sent);
        }

        // Asked again: the digest went out, and whoever asked may not have told everybody of it.
        return Turn(store, store.Tray.LastDigest is { } last && await store.Find(last) is { } told ? told.Messages : []);
    }

    // What waits in the tray, sent together; the caller saves.
    private async Task<IReadOnlyList<Message>> Digest(RecipientStore store, DateTimeOffset now)
    {
        var plan = AlertMessages.Digest(ActorId, store.Tray, store.Preferences, options.Value.Defaults, now);
        var sent = new List<Message>();
        foreach (var message in plan.Messages)
        {
            var admitted = Admission.Required(message, store.Preferences, urgent: false, now);
            sent.Add(await dispatch.Send(admitted, store.Preferences.Addresses, now));
        }

        var key = sent.Count > 0 ? MessageId.PlaceOf(sent[0].Id)!.Value.Key : null;
        await store.Put(store.Tray with { Digest = [], DigestAt = null, LastDigest = key });
        if (key is not null) await store.Put(key, new ToldEvent(sent));
        return sent;
    }

    private async Task<RecipientTurn> Change(string id, Func<RecipientStore, Message, DateTimeOffset, Task<Message>> change) => await Change(await Load(), id, change);

    private async Task<RecipientTurn> Change(RecipientStore store, string id, Func<RecipientStore, Message, DateTimeOffset, Task<Message>> change)
    {
        if (MessageId.PlaceOf(id) is not { } place || await store.Find(place.Key) is not { } told) return Turn(store, []);
        if (told.Messages.FirstOrDefault(message => message.Id == id) is not { } message) return Turn(store, []);
        var changed = await change(store, message, time.GetUtcNow());
        if (changed == message) return Turn(store, [message]);
        await store.Put(place.Key, new ToldEvent([.. told.Messages.Select(one => one.Id == id ? changed : one)]));
        await SaveStateAsync();
        return Turn(store, [changed]);
    }

    private RecipientTurn Turn(RecipientStore store, IReadOnlyList<Message> messages) => new(
        ActorId,
        [.. messages.Select(MessageLine.Of)],
        [.. messages.Where(IsLost).Select(message => new LostMessage(message.Id, message.Source!.Fine!, message.Reason ?? message.State))],
        store.Tray.DigestAt);

    private static bool IsLost(Message message) => message is { State: MessageStates.Dead, Source.Fine: not null } && !MessageId.IsCopy(message.Id);
}
