using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Reload;

/// <summary>Names what changed in watched folders and acts only after a start: components and HTTP endpoints.</summary>
internal static class NextStart
{
    /// <summary>A line for every changed file that holds some, or held some.</summary>
    public static IEnumerable<string> Changes(IReadOnlyDictionary<string, IReadOnlyList<ResourceFile>> before, IReadOnlyDictionary<string, IReadOnlyList<ResourceFile>> after)
    {
        var was = ByPath(before);
        var now = ByPath(after);
        foreach (var path in was.Keys.Union(now.Keys, StringComparer.Ordinal).Where(path => was.GetValueOrDefault(path)?.Text != now.GetValueOrDefault(path)?.Text))
        {
            var names = Names(was.GetValueOrDefault(path)).Concat(Names(now.GetValueOrDefault(path))).Distinct(StringComparer.Ordinal).ToList();
            if (names.Count > 0)
                yield return $"{path} has changed: what it says of {string.Join(", ", names)} takes effect at the next start";
        }
    }

    private static Dictionary<string, ResourceFile> ByPath(IReadOnlyDictionary<string, IReadOnlyList<ResourceFile>> folders) =>
        folders.Values.SelectMany(files => files).DistinctBy(file => file.Path).ToDictionary(file => file.Path, StringComparer.Ordinal);

    private static IEnumerable<string> Names(ResourceFile? file) => file is null
        ? []
        : file.Resources.Components.Select(component => $"component '{component.Name}'").Concat(file.Resources.HttpEndpoints.Select(endpoint => $"HTTP endpoint '{endpoint.Name}'"));
}
