using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Fleet.Contracts;

namespace Fleet.VehicleTracking.Catalogue.Kinds;

/// <summary>
/// Compares JSON with a contract, field by field, so that all mistakes are found at once and each is named by its path. What
/// a contract says by its types is known here; what is sensible is for the kind.
/// </summary>
internal static class ContractFields
{
    public static void Check(JsonElement json, Type contract, string path, IReadOnlySet<string> ignored, ICollection<EntryMistake> mistakes)
    {
        var info = ContractJson.Options.GetTypeInfo(contract);
        if (info.Kind == JsonTypeInfoKind.Enumerable && info.ElementType is { } element && IsRecord(element)) CheckItems(json, element, path, mistakes);
        else if (IsRecord(contract)) CheckObject(json, info, path, ignored, mistakes);
        else CheckValue(json, contract, path, mistakes);
    }

    /// <summary>Whether a type is one of the contracts, with named fields.</summary>
    public static bool IsRecord(Type type) =>
        ContractJson.Options.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } && type.Namespace?.StartsWith("Fleet.", StringComparison.Ordinal) == true;

    private static void CheckItems(JsonElement json, Type element, string path, ICollection<EntryMistake> mistakes)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            mistakes.Add(new EntryMistake(path, "wrong_type", $"{path} is an array."));
            return;
        }

        foreach (var (index, item) in json.EnumerateArray().Index()) Check(item, element, $"{path}[{index}]", None, mistakes);
    }

    private static void CheckObject(JsonElement json, JsonTypeInfo info, string path, IReadOnlySet<string> ignored, ICollection<EntryMistake> mistakes)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            mistakes.Add(new EntryMistake(path.Length == 0 ? null : path, "wrong_type", path.Length == 0 ? "An entry is a JSON object." : $"{path} is an object."));
            return;
        }

        var fields = info.Properties.Where(field => field.AssociatedParameter is not null).ToDictionary(field => field.Name, StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject().Where(member => !fields.ContainsKey(member.Name) && !ignored.Contains(member.Name)))
            mistakes.Add(new EntryMistake(Join(path, member.Name), "unknown_field", $"There is no field {member.Name} here; known are {string.Join(", ", fields.Keys)}."));
        foreach (var field in fields.Values) CheckField(json, field, Join(path, field.Name), mistakes);
    }

    private static void CheckField(JsonElement json, JsonPropertyInfo field, string path, ICollection<EntryMistake> mistakes)
    {
        if (json.TryGetProperty(field.Name, out var value) && value.ValueKind != JsonValueKind.Null) Check(value, field.PropertyType, path, None, mistakes);
        else if (field.AssociatedParameter is { HasDefaultValue: false } parameter && !parameter.IsNullable && Nullable.GetUnderlyingType(field.PropertyType) is null)
            mistakes.Add(new EntryMistake(path, "required", $"{path} is missing."));
    }

    private static void CheckValue(JsonElement json, Type type, string path, ICollection<EntryMistake> mistakes)
    {
        try
        {
            json.Deserialize(type, ContractJson.Options);
        }
        catch (Exception mistake) when (mistake is JsonException or InvalidOperationException or FormatException)
        {
            mistakes.Add(new EntryMistake(path, "wrong_type", $"{path} is {Name(Nullable.GetUnderlyingType(type) ?? type)}."));
        }
    }

    private static string Name(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.String => "a text",
        TypeCode.Boolean => "true or false",
        TypeCode.Int32 or TypeCode.Int64 => "a whole number",
        TypeCode.Double or TypeCode.Decimal => "a number",
        _ when type == typeof(DateTimeOffset) => "an ISO 8601 instant with offset",
        _ => "of another form, see /openapi/v1.json",
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static readonly HashSet<string> None = [];
}
