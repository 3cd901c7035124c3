using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Live;

/// <summary>
/// Where every vehicle is now, as far as this instance has heard within the last hour. Changes are numbered, and vehicles
/// stand in the order of their last change: who has seen everything up to a number reads what is newer from the end. So a
/// client, however slow, keeps nothing here but its number.
/// </summary>
public sealed class LiveHub(TimeProvider time)
{
    private const long KeptMs = 3_600_000;

    // Who asks later is given a snapshot.
    private const long ErasedKeptMs = 60_000;
    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<Heard>> vehicles = new(StringComparer.Ordinal);
    private readonly LinkedList<Heard> changes = [];
    private readonly List<Gone> erased = [];
    private TaskCompletionSource? changed;
    private long sequence;
    private long forgotten;

    /// <summary>Names this memory: a number of another one means nothing here.</summary>
    public string Epoch { get; } = Guid.NewGuid().ToString("N")[..12];

    /// <summary>How many vehicles are remembered.</summary>
    public int Count
    {
        get
        {
            lock (gate) return vehicles.Count;
        }
    }

    /// <summary>Whether a vehicle is remembered.</summary>
    public bool Knows(string vehicle)
    {
        lock (gate) return vehicles.ContainsKey(vehicle);
    }

    /// <summary>Takes positions in any order, any number of times; of each vehicle the newest counts.</summary>
    public void Hear(IEnumerable<VehiclePosition> positions)
    {
        var nowMs = NowMs();
        lock (gate)
        {
            var before = sequence;
            foreach (var position in positions) Hear_NeedsLock(position, nowMs);
            Forget_NeedsLock(nowMs);
            Ring_NeedsLock(before);
        }
    }

    /// <summary>Forgets vehicles at once, and says so to who watches.</summary>
    public void Erase(IEnumerable<string> ids)
    {
        var nowMs = NowMs();
        lock (gate)
        {
            var before = sequence;
            foreach (var id in ids)
            {
                if (!vehicles.Remove(id, out var known)) continue;
                changes.Remove(known);
                erased.Add(new Gone(id, ++sequence, nowMs));
            }

            Ring_NeedsLock(before);
        }
    }

    /// <summary>Ends when there is a change after the one of that number.</summary>
    public Task After(long seen)
    {
        lock (gate)
        {
            if (sequence > seen) return Task.CompletedTask;
            changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return changed.Task;
        }
    }

    /// <summary>
    /// The vehicles that changed after that number, each once; all vehicles when <paramref name="seen"/> is null or from before
    /// something that is forgotten by now.
    /// </summary>
    public LiveChanges Since(long? seen)
    {
        var nowMs = NowMs();
        lock (gate)
        {
            Forget_NeedsLock(nowMs);
            var isWhole = seen is not { } from || from < forgotten || from > sequence;
            var positions = new List<VehiclePosition>();
            for (var change = changes.Last; change is not null && (isWhole || change.Value.Number > seen); change = change.Previous)
                positions.Add(change.Value.Position);
            var gone = isWhole || erased.Count == 0 ? [] : erased.Where(one => one.Number > seen).Select(one => one.Vehicle).ToList();
            return new LiveChanges(positions, gone, sequence, isWhole, forgotten);
        }
    }

    private void Hear_NeedsLock(VehiclePosition position, long nowMs)
    {
        if (!vehicles.TryGetValue(position.Vehicle, out var known))
        {
            if (erased.Count > 0) erased.RemoveAll(one => one.Vehicle == position.Vehicle);
            vehicles[position.Vehicle] = changes.AddLast(new Heard(position, ++sequence, nowMs));
            return;
        }

        if (known.Value.Position.Instant >= position.Instant) return;
        known.Value = new Heard(position, ++sequence, nowMs);
        changes.Remove(known);
        changes.AddLast(known);
    }

    private void Forget_NeedsLock(long nowMs)
    {
        while (changes.First is { } oldest && oldest.Value.HeardMs < nowMs - KeptMs)
        {
            forgotten = Math.Max(forgotten, oldest.Value.Number);
            vehicles.Remove(oldest.Value.Position.Vehicle);
            changes.RemoveFirst();
        }

        while (erased is [var first, ..] && first.ErasedMs < nowMs - ErasedKeptMs)
        {
            forgotten = Math.Max(forgotten, first.Number);
            erased.RemoveAt(0);
        }
    }

    private void Ring_NeedsLock(long before)
    {
        if (sequence == before) return;
        changed?.SetResult();
        changed = null;
    }

    private long NowMs() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private readonly record struct Heard(VehiclePosition Position, long Number, long HeardMs);

    private readonly record struct Gone(string Vehicle, long Number, long ErasedMs);
}

/// <summary>What has changed.</summary>
/// <param name="Positions">The newest position of each vehicle that changed.</param>
/// <param name="Erased">Vehicles that were erased since, and have not reported again.</param>
/// <param name="UpTo">Number of the last change.</param>
/// <param name="IsWhole">These are all vehicles that are known.</param>
/// <param name="Forgotten">Number of the last change that is forgotten.</param>
public readonly record struct LiveChanges(IReadOnlyList<VehiclePosition> Positions, IReadOnlyList<string> Erased, long UpTo, bool IsWhole, long Forgotten);
