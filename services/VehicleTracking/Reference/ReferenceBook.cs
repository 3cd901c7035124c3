using Fleet.VehicleTracking.Roads;
using Fleet.VehicleTracking.SectionControl;
using Fleet.VehicleTracking.Zones;

namespace Fleet.VehicleTracking.Reference;

/// <summary>What the service knows of the world, as of one moment of its administration. Immutable.</summary>
/// <param name="Roads">Roads under section control.</param>
/// <param name="Tolerances">What the law takes off a measured speed.</param>
public sealed record ReferenceSnapshot(RoadMap Roads, Tolerances Tolerances)
{
    /// <summary>The registered devices.</summary>
    public DeviceBook Devices { get; init; } = DeviceBook.Empty;

    /// <summary>Zones of all times.</summary>
    public ZoneIndex Zones { get; init; } = ZoneIndex.Empty;
}

/// <summary>
/// The current <see cref="ReferenceSnapshot"/>. A request or turn reads it once and works with that to its end. A service
/// that starts has none until it has read its catalogue; until then nothing is taken.
/// </summary>
/// <param name="first">What counts at first; null when it is still to be read.</param>
public sealed class ReferenceBook(ReferenceSnapshot? first)
{
    private readonly TaskCompletionSource loaded = Loading(first is not null);
    private ReferenceSnapshot? current = first;

    /// <summary>Ends when there is something to work with.</summary>
    public Task Loaded => loaded.Task;

    public ReferenceSnapshot Current => Volatile.Read(ref current) ?? throw new InvalidOperationException("The catalogue has not been read yet.");

    /// <summary>From now on <paramref name="snapshot"/> counts.</summary>
    public void Change(ReferenceSnapshot snapshot)
    {
        Volatile.Write(ref current, snapshot);
        loaded.TrySetResult();
    }

    private static TaskCompletionSource Loading(bool isLoaded)
    {
        var loading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (isLoaded) loading.SetResult();
        return loading;
    }
}
