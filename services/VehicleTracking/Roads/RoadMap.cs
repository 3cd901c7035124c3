using System.Collections.Frozen;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Roads;

/// <summary>The roads under section control, found by camera.</summary>
public sealed class RoadMap
{
    private readonly FrozenDictionary<string, Place> places;

    /// <summary>Takes <paramref name="roads"/> as they are; all mistakes in them are reported at once.</summary>
    /// <exception cref="InvalidDataException">The roads contradict themselves.</exception>
    public RoadMap(IReadOnlyList<Road> roads)
    {
        var mistakes = RoadMistakes.In(roads).ToList();
        if (mistakes.Count > 0) throw new InvalidDataException("Roads: " + string.Join(" ", mistakes));
        Roads = roads;
        places = roads.SelectMany(Places).ToFrozenDictionary(place => place.Camera.Id, StringComparer.Ordinal);
    }

    /// <summary>All roads.</summary>
    public IReadOnlyList<Road> Roads { get; }

    /// <summary>The road that a camera stands on; null for an unknown camera.</summary>
    public Road? RoadOf(string camera) => places.GetValueOrDefault(camera)?.Road;

    /// <summary>The section that begins at a camera; null at the last one of a road.</summary>
    public Section? StartingAt(string camera) => places.GetValueOrDefault(camera)?.Next;

    /// <summary>The section that ends at a camera; null at the first one of a road.</summary>
    public Section? EndingAt(string camera) => places.GetValueOrDefault(camera)?.Previous;

    private static IEnumerable<Place> Places(Road road)
    {
        var sections = road.Cameras.Zip(road.Cameras.Skip(1), (entry, exit) => new Section(road, entry, exit)).ToArray();
        return road.Cameras.Select((camera, index) =>
            new Place(road, camera, sections.ElementAtOrDefault(index - 1), sections.ElementAtOrDefault(index)));
    }

    private sealed record Place(Road Road, Camera Camera, Section? Previous, Section? Next);
}
