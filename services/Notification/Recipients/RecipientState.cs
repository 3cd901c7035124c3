using Dapr.Actors.Runtime;
using Fleet.Notification.Domain.Messages;
using Fleet.Notification.Domain.Preferring;

namespace Fleet.Notification.Recipients;

/// <summary>What is stored of a recipient beside the messages.</summary>
/// <param name="Preferences">What they want; null when they never said.</param>
/// <param name="Tray">What they were told lately of what the law does not require; null when nothing was.</param>
public sealed record RecipientState(Preferences? Preferences, Tray? Tray);

/// <summary>What is stored of an event: the messages that it made.</summary>
public sealed record ToldEvent(IReadOnlyList<Message> Messages);

/// <summary>A recipient's state, loaded and saved in one transaction a turn.</summary>
/// <param name="state">Of the actor.</param>
public sealed class RecipientStore(IActorStateManager state)
{
    private const string Key = "recipient";

    private bool isKnown;

    /// <summary>What they want.</summary>
    public Preferences Preferences { get; private set; } = Preferences.None;

    /// <summary>Whether they ever said what they want.</summary>
    public bool HasPreferences { get; private set; }

    /// <summary>What waits for them.</summary>
    public Tray Tray { get; private set; } = Tray.Empty;

    /// <summary>Reads what is stored of the recipient.</summary>
    public async Task<RecipientStore> Load()
    {
        var found = await state.TryGetStateAsync<RecipientState>(Key);
        isKnown = found.HasValue;
        HasPreferences = found is { HasValue: true, Value.Preferences: not null };
        Preferences = found.HasValue ? found.Value.Preferences ?? Preferences.None : Preferences.None;
        Tray = found.HasValue ? found.Value.Tray ?? Tray.Empty : Tray.Empty;
        return this;
    }

    /// <summary>The messages of an event; null when it was never told.</summary>
    public async Task<ToldEvent?> Find(string key)
    {
        // Whoever was never told anything has no state of their own yet: a look for the event is saved.
        if (!isKnown) return null;
        return await state.TryGetStateAsync<ToldEvent>(key) is { HasValue: true } found ? found.Value : null;
    }

    /// <summary>Sets the messages of an event.</summary>
    public async Task Put(string key, ToldEvent told)
    {
        await state.SetStateAsync(key, told);
        if (!isKnown) await Set();
    }

    /// <summary>Sets what waits.</summary>
    public Task Put(Tray tray)
    {
        if (tray == Tray) return Task.CompletedTask;
        Tray = tray;
        return Set();
    }

    /// <summary>Sets what they want; null: nothing any more.</summary>
    public Task Put(Preferences? preferences)
    {
        (HasPreferences, Preferences) = (preferences is not null, preferences ?? Preferences.None);
        return Set();
    }

    private Task Set()
    {
        isKnown = true;
        return state.SetStateAsync(Key, new RecipientState(HasPreferences ? Preferences : null, Tray == Tray.Empty ? null : Tray));
    }
}
