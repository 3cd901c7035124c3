using System.Text.Json;

namespace Fleet.VehicleTracking.Catalogue.Api;

/// <summary>How one field of an entry changed.</summary>
/// <param name="Field">Its path, e.g. <c>cameras[2].name</c>.</param>
/// <param name="From">What it said; null when it was not there.</param>
/// <param name="To">What it says; null when it is not there any more.</param>
public sealed record FieldChange(string Field, JsonElement? From, JsonElement? To);

/// <summary>Compares two versions of an entry.</summary>
public static class FieldChanges
{
    public static IReadOnlyList<FieldChange> Between(JsonElement? before, JsonElement? after)
    {
        var changes = new List<FieldChange>();
        Compare("", before, after, changes);
        return changes;
    }

    private static void Compare(string path, JsonElement? before, JsonElement? after, List<FieldChange> changes)
    {
        if (before is { } one && after is { } other && JsonElement.DeepEquals(one, other)) return;
        if (Kind(before, after, JsonValueKind.Object)) CompareMembers(path, Members(before), Members(after), changes);
        else if (before is { ValueKind: JsonValueKind.Array } && after is { ValueKind: JsonValueKind.Array }) CompareItems(path, before.Value, after.Value, changes);
        else changes.Add(new FieldChange(path, before, after));
    }

    private static void CompareMembers(string path, Dictionary<string, JsonElement> before, Dictionary<string, JsonElement> after, List<FieldChange> changes)
    {
        foreach (var name in before.Keys.Union(after.Keys, StringComparer.Ordinal))
            Compare(path.Length == 0 ? name : $"{path}.{name}", Find(before, name), Find(after, name), changes);
    }

    private static void CompareItems(string path, JsonElement before, JsonElement after, List<FieldChange> changes)
    {
        for (var i = 0; i < Math.Max(before.GetArrayLength(), after.GetArrayLength()); i++)
            Compare($"{path}[{i}]", i < before.GetArrayLength() ? before[i] : null, i < after.GetArrayLength() ? after[i] : null, changes);
    }

    // The entry as a whole is compared by its fields also when it was not there before, or is not there any more.
    private static bool Kind(JsonElement? before, JsonElement? after, JsonValueKind kind) =>
        (before is not null || after is not null) && (before?.ValueKind ?? kind) == kind && (after?.ValueKind ?? kind) == kind;

    private static Dictionary<string, JsonElement> Members(JsonElement? value) =>
        value is { } json ? json.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal) : [];

    private static JsonElement? Find(Dictionary<string, JsonElement> members, string name) => members.TryGetValue(name, out var value) ? value : null;
}
