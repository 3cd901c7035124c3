namespace Fleet.VehicleTracking.Replays;

/// <summary>
/// Compares what was decided of one vehicle with what would be. What has the same id belongs together; of the rest, what is of
/// one kind and place and overlaps in time, the earliest first.
/// </summary>
public static class Differences
{
    public static List<Difference> Between(string vehicle, IReadOnlyList<Finding> before, IReadOnlyList<Finding> after)
    {
        var differences = new List<Difference>();
        var gone = InOrder(before);
        var fresh = InOrder(after);
        Pair(vehicle, gone, fresh, (one, other) => one.Kind == other.Kind && one.Id == other.Id, differences);
        Pair(vehicle, gone, fresh, (one, other) => one.Meets(other), differences);
        differences.AddRange(fresh.Select(finding => new Difference(DifferenceKinds.New, finding.Kind, vehicle, null, finding)));
        differences.AddRange(gone.Select(finding => new Difference(DifferenceKinds.Gone, finding.Kind, vehicle, finding, null)));
        return [.. differences.OrderBy(one => (one.Before ?? one.After)!.At).ThenBy(one => (one.Before ?? one.After)!.Id, StringComparer.Ordinal)];
    }

    private static void Pair(string vehicle, List<Finding> gone, List<Finding> fresh, Func<Finding, Finding, bool> belong, List<Difference> differences)
    {
        for (var index = 0; index < gone.Count; index++)
        {
            var place = fresh.FindIndex(finding => belong(gone[index], finding));
            if (place < 0) continue;
            if (!gone[index].Agrees(fresh[place])) differences.Add(new Difference(DifferenceKinds.Different, gone[index].Kind, vehicle, gone[index], fresh[place]));
            fresh.RemoveAt(place);
            gone.RemoveAt(index--);
        }
    }

    private static List<Finding> InOrder(IEnumerable<Finding> findings) =>
        [.. findings.DistinctBy(finding => (finding.Kind, finding.Id)).OrderBy(finding => finding.At).ThenBy(finding => finding.Id, StringComparer.Ordinal)];
}
