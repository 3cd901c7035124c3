using Dapr.Actors.Runtime;

namespace Fleet.FineCollection.Fines;

/// <summary>Keys of a fine's state.</summary>
internal readonly struct FineStore(IActorStateManager state)
{
    private const string Key = "fine";

    /// <summary>The fine; null when there is none.</summary>
    public async Task<StoredFine?> Load() => await state.TryGetStateAsync<StoredFine>(Key) is { HasValue: true } found ? found.Value : null;

    /// <summary>Saved with the turn.</summary>
    public Task Set(StoredFine stored) => state.SetStateAsync(Key, stored);

    /// <summary>An answer that was kept.</summary>
    public Task<FineAnswer> Answer(int slot) => state.GetStateAsync<FineAnswer>(SlotKey(slot));

    /// <summary>Saved with the turn.</summary>
    public Task Keep(int slot, FineAnswer answer) => state.SetStateAsync(SlotKey(slot), answer);

    /// <summary>Gone with the turn.</summary>
    public Task Forget(int slot) => state.TryRemoveStateAsync(SlotKey(slot));

    private static string SlotKey(int slot) => FormattableString.Invariant($"answer-{slot}");
}
