using Fleet.Runtime.Hosting;
using Fleet.Runtime.Resources;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Reload;

/// <summary>What a reload changed, a line a resource, with the apps that it is for.</summary>
internal sealed class ReloadReport(ILogger log)
{
    private readonly Dictionary<string, List<string>> lines = new(StringComparer.Ordinal);

    /// <summary>Notes what changes for an app; false: nothing.</summary>
    public bool Compare(string appId, SidecarResources before, SidecarResources after)
    {
        var noted = lines.Values.Sum(apps => apps.Count);
        foreach (var (name, was, now) in Changes(before.Resiliencies, after.Resiliencies, spec => spec.Name, spec => spec.Source))
            Note(appId, now is null ? $"resiliency '{name}' removed, it was in {was!.Where.File}" : $"resiliency '{name}' {(was is null ? "added" : "reloaded")} from {now.Where.File}");
        foreach (var (name, was, now) in Changes(before.Subscriptions, after.Subscriptions, spec => spec.Name, spec => spec.Source))
            Note(appId, $"subscription '{name}' {(now is null ? "removed" : was is null ? "added" : "changed")}: {Describe(now ?? was!)}");
        return lines.Values.Sum(apps => apps.Count) > noted;
    }

    /// <summary>Writes the lines.</summary>
    public void Write()
    {
        foreach (var (line, apps) in lines)
            log.LogInformation("{Change} ({Apps})", line, string.Join(", ", apps.Distinct(StringComparer.Ordinal)));
    }

    private void Note(string appId, string line)
    {
        if (!lines.TryGetValue(line, out var apps))
            lines.Add(line, apps = []);
        apps.Add(appId);
    }

    private static string Describe(SubscriptionSpec spec) =>
        $"{spec.PubsubName}/{spec.Topic} -> {string.Join(", ", spec.Rules.Select(rule => rule.Path).Append(spec.DefaultRoute ?? "").Where(path => path.Length > 0))}";

    // Of several with one name, those that differ.
    private static IEnumerable<(string Name, T? Was, T? Now)> Changes<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> name, Func<T, string> source)
        where T : class
    {
        foreach (var key in before.Concat(after).Select(name).Distinct(StringComparer.Ordinal))
        {
            var was = before.Where(spec => name(spec) == key).ToList();
            var now = after.Where(spec => name(spec) == key).ToList();
            if (!was.Select(source).SequenceEqual(now.Select(source), StringComparer.Ordinal))
                yield return (key, was.LastOrDefault(), now.LastOrDefault());
        }
    }
}
