using Fleet.VehicleTracking.Roads;

namespace Fleet.VehicleTracking.SectionControl;

/// <summary>A passage on a road, in true time as far as is known.</summary>
/// <param name="Place">Index in the plate's passages.</param>
/// <param name="Camera">Index of the camera in driving order.</param>
/// <param name="AtMs">When, less what the camera's clock is known to be ahead, Unix milliseconds.</param>
/// <param name="Plan">The road as it was then.</param>
internal readonly record struct Sighting(int Place, int Camera, long AtMs, RoadPlan Plan);

/// <summary>A camera that saw a vehicle pass, perhaps several times in a row.</summary>
/// <param name="Camera">Index of the camera in driving order.</param>
/// <param name="First">Its first sighting: where a leg begins. Index in the road's sightings.</param>
/// <param name="Last">Its last sighting: where a leg ends.</param>
internal readonly record struct Stop(int Camera, int First, int Last);

/// <summary>A vehicle drives along a road once: the cameras that saw it, each behind the one before.</summary>
/// <param name="Plan">The road as it was when the first camera saw it.</param>
/// <param name="Stops">In driving order.</param>
internal sealed record Traversal(RoadPlan Plan, List<Stop> Stops);

/// <summary>All that is known of a plate on one road.</summary>
/// <param name="Sightings">In order of time.</param>
/// <param name="Traversals">In order of time.</param>
internal sealed record RoadDrives(List<Sighting> Sightings, List<Traversal> Traversals)
{
    /// <summary>What the same camera reads so soon after its last reading is the same passage.</summary>
    public const long SamePassageMs = 3_000;

    /// <summary>Puts the passages of a plate on a road in order. A traversal ends where the vehicle is not farther than it was, or was not seen for the time-out.</summary>
    public static RoadDrives Of(IReadOnlyList<KeptPassage> passages, string road, RoadMap roads)
    {
        var sightings = new List<Sighting>(passages.Count);
        for (var place = 0; place < passages.Count; place++)
        {
            var passage = passages[place];
            if (roads.At(passage.Camera, passage.InstantMs) is not { } plan || plan.Road.Id != road) continue;
            var camera = plan.IndexOf(passage.Camera);
            sightings.Add(new Sighting(place, camera, plan.Corrected(camera, passage.InstantMs), plan));
        }

        sightings.Sort(Order);
        return new RoadDrives(sightings, TraversalsIn(sightings, passages));
    }

    private static List<Traversal> TraversalsIn(List<Sighting> sightings, IReadOnlyList<KeptPassage> passages)
    {
        var traversals = new List<Traversal>();
        for (var index = 0; index < sightings.Count; index++)
        {
            var seen = sightings[index];
            var current = traversals.Count == 0 ? null : traversals[^1];
            var camera = ReferenceEquals(current?.Plan, seen.Plan) ? seen.Camera : current?.Plan.IndexOf(passages[seen.Place].Camera) ?? -1;
            if (current is null || camera < 0 || !Continues(current, camera, seen.AtMs - sightings[index - 1].AtMs))
                traversals.Add(new Traversal(seen.Plan, [new Stop(seen.Camera, index, index)]));
            else if (current.Stops[^1].Camera == camera)
                current.Stops[^1] = current.Stops[^1] with { Last = index };
            else
                current.Stops.Add(new Stop(camera, index, index));
        }

        return traversals;
    }

    private static bool Continues(Traversal traversal, int camera, long afterMs)
    {
        var before = traversal.Stops[^1].Camera;
        return camera == before ? afterMs <= SamePassageMs : camera > before && afterMs <= traversal.Plan.TimeoutMs;
    }

    private static int Order(Sighting left, Sighting right)
    {
        if (left.AtMs != right.AtMs) return left.AtMs.CompareTo(right.AtMs);
        return left.Camera != right.Camera ? left.Camera.CompareTo(right.Camera) : left.Place.CompareTo(right.Place);
    }
}
