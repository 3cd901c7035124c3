using System.Globalization;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Live;

/// <summary>One frame of the live stream.</summary>
/// <param name="Snapshot">These are all vehicles that the client is to show; what it had before counts no more.</param>
/// <param name="Positions">Vehicles that moved since the frame before, each once with its newest position.</param>
/// <param name="Left">Vehicles that are no longer to be shown: erased, or with an area outside of it or silent for an hour; absent when there are none.</param>
internal sealed record LiveFrame(bool Snapshot, IReadOnlyList<VehiclePosition> Positions, IReadOnlyList<string>? Left = null);

/// <summary>What one client has seen, and what it is to see next.</summary>
/// <param name="hub">Where vehicles are.</param>
/// <param name="wish">Which of them it wants.</param>
internal sealed class LiveView(LiveHub hub, ILiveWish wish)
{
    // Only an area can be left; that it has been left is told to who was shown the vehicle in it.
    private readonly HashSet<string>? shown = wish is VehiclesWithin ? new(StringComparer.Ordinal) : null;
    private long? seen;
    private long forgotten;
    private bool isResumed;
    private bool isFirst = true;

    /// <summary>Number of the last change that was looked at.</summary>
    public long Seen => seen ?? 0;

    /// <summary>What the client gives to go on from here.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{hub.Epoch}-{Seen}");

    /// <summary>Goes on after the frame with that id, if this memory made it; otherwise begins with a snapshot.</summary>
    public void Resume(string? id)
    {
        if (id?.Split('-') is not [var epoch, var number] || epoch != hub.Epoch) return;
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var last)) return;
        seen = last;
        isResumed = true;
    }

    /// <summary>The next frame; null when nothing happened that the client wants to see. The first is never null.</summary>
    public LiveFrame? Next()
    {
        var changes = hub.Since(seen);
        seen = changes.UpTo;
        if (changes.IsWhole) (isResumed, isFirst) = (false, true);
        var positions = changes.Positions.Where(wish.Takes).ToList();
        var left = Left(changes, positions);
        if (!isFirst && positions.Count == 0 && left is null) return null;
        (isFirst, isResumed) = (false, false);
        return new LiveFrame(changes.IsWhole, positions, left);
    }

    private List<string>? Left(LiveChanges changes, List<VehiclePosition> positions)
    {
        var erased = changes.IsWhole ? [] : changes.Erased.Where(wish.MayTake).ToList();
        if (shown is null) return erased.Count == 0 ? null : erased;
        if (changes.IsWhole) shown.Clear();
        // What a client was shown before it came back is not known: it is told of all that are now outside.
        var left = changes.Positions.Where(position => !wish.Takes(position) && (shown.Remove(position.Vehicle) || isResumed)).Select(position => position.Vehicle).ToList();
        left.AddRange(erased.Where(vehicle => shown.Contains(vehicle) || isResumed));
        if (changes.Forgotten != forgotten) left.AddRange(shown.Where(vehicle => !hub.Knows(vehicle) && !left.Contains(vehicle)));
        forgotten = changes.Forgotten;
        shown.ExceptWith(left);
        foreach (var position in positions) shown.Add(position.Vehicle);
        return left.Count == 0 ? null : left;
    }
}
