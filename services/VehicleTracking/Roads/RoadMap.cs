using System.Collections.Frozen;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Roads;

/// <summary>The roads under section control in all their versions, found by camera and time. Immutable.</summary>
public sealed class RoadMap
{
    private readonly FrozenDictionary<string, RoadPlan[]> byCamera;
    private readonly RoadPlan[] plans;

    /// <summary>Roads that always were as they are; all mistakes in them are reported at once.</summary>
    /// <exception cref="InvalidDataException">The roads contradict themselves.</exception>
    public RoadMap(IReadOnlyList<Road> roads)
        : this(roads.Select(road => new RoadVersion(road)).ToList())
    {
    }

    /// <summary>Roads in versions; all mistakes in them are reported at once.</summary>
    /// <exception cref="InvalidDataException">The roads contradict themselves.</exception>
    public RoadMap(IReadOnlyList<RoadVersion> versions)
    {
        var mistakes = RoadMistakes.In(versions).ToList();
        if (mistakes.Count > 0) throw new InvalidDataException("Roads: " + string.Join(" ", mistakes));
        plans = [.. versions.GroupBy(version => version.Road.Id, StringComparer.Ordinal).SelectMany(road => PlansOf([.. road]))];
        Roads = [.. plans.Where(plan => ReferenceEquals(plan, plan.Versions[^1])).Select(plan => plan.Road)];
        byCamera = plans.SelectMany(plan => plan.Road.Cameras.Select(camera => (camera.Id, Plan: plan)))
            .GroupBy(pair => pair.Id, pair => pair.Plan, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The roads as they are at an instant.</summary>
    public IEnumerable<Road> At(DateTimeOffset instant)
    {
        var atMs = instant.ToUnixTimeMilliseconds();
        return plans.Where(plan => plan.FromMs <= atMs && atMs < plan.UntilMs).Select(plan => plan.Road);
    }

    /// <summary>All roads, each as it is in its last version.</summary>
    public IReadOnlyList<Road> Roads { get; }

    /// <summary>All roads in all versions, each until the next one takes over.</summary>
    public IEnumerable<RoadVersion> Versions => plans.Select(plan => new RoadVersion(plan.Road, plan.Version, plan.FromMs, plan.UntilMs));

    /// <summary>Jurisdictions under which any version of a road lies.</summary>
    public IEnumerable<(string Road, string Jurisdiction)> Jurisdictions => plans.Select(plan => (plan.Road.Id, plan.Road.Jurisdiction)).Distinct();

    /// <summary>The road that a camera stands on at an instant (Unix milliseconds); null when it stands on none.</summary>
    public RoadPlan? At(string camera, long instantMs)
    {
        if (!byCamera.TryGetValue(camera, out var versions)) return null;
        foreach (var plan in versions)
        {
            if (plan.FromMs <= instantMs && instantMs < plan.UntilMs) return plan;
        }

        return null;
    }

    private static IEnumerable<RoadPlan> PlansOf(List<RoadVersion> versions)
    {
        var ordered = versions.OrderBy(version => version.FromMs).ToList();
        var plans = ordered.Select((version, index) =>
            new RoadPlan(version, index + 1 < ordered.Count ? Math.Min(version.UntilMs, ordered[index + 1].FromMs) : version.UntilMs)).ToArray();
        foreach (var plan in plans) plan.Versions = plans;
        return plans;
    }
}
