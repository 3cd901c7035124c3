using System.Text.Json;
using Fleet.Notification.Templates.Model;
using Fleet.ServiceDefaults;

namespace Fleet.Notification.Templates.Api;

/// <summary>Values that a preview is asked to show instead of invented ones.</summary>
internal static class PreviewData
{
    /// <summary>Puts texts, lists of objects of texts, and null for what is to be absent, in the place of the values of a model.</summary>
    /// <exception cref="RequestRefusedException">There is no such field, or it cannot be so.</exception>
    public static void Put(Dictionary<string, object?> model, JsonElement data, FieldSet fields)
    {
        if (data.ValueKind != JsonValueKind.Object) throw Refused("wrong_type", "data is an object of fields.", "data");
        foreach (var property in data.EnumerateObject())
        {
            var param = "data." + property.Name;
            model[property.Name] = Value(property.Value, Known(fields.ByName, property.Name, param), param);
        }
    }

    private static object? Value(JsonElement value, Field field, string param) => value.ValueKind switch
    {
        JsonValueKind.Null when !field.IsAlways => null,
        JsonValueKind.Array when field.Items is { } items => List(value, items, param),
        JsonValueKind.String when field.Items is null => Text(value, field),
        _ => throw Refused("wrong_type", field.Items is null ? $"{field.Name} is a text{(field.IsAlways ? "" : " or null")}." : $"{field.Name} is a list of objects.", param),
    };

    private static string? Text(JsonElement value, Field field)
    {
        var text = CleanText.Of(value.GetString());
        return text.Length == 0 && !field.IsAlways ? null : text;
    }

    private static List<Dictionary<string, object?>>? List(JsonElement list, IReadOnlyList<Field> items, string param)
    {
        var known = items.ToDictionary(field => field.Name, StringComparer.Ordinal);
        var all = list.EnumerateArray().Select((item, index) => Item(item, known, FormattableString.Invariant($"{param}[{index}]"))).ToList();
        return all.Count == 0 ? null : all;
    }

    private static Dictionary<string, object?> Item(JsonElement item, Dictionary<string, Field> known, string param)
    {
        if (item.ValueKind != JsonValueKind.Object) throw Refused("wrong_type", "An item is an object of fields.", param);
        var values = known.Keys.ToDictionary(name => name, object? (_) => "", StringComparer.Ordinal);
        foreach (var property in item.EnumerateObject())
        {
            var field = Known(known, property.Name, param + "." + property.Name);
            values[property.Name] = Value(property.Value, field, param + "." + property.Name);
        }

        return values;
    }

    private static Field Known(IReadOnlyDictionary<string, Field> fields, string name, string param) =>
        fields.GetValueOrDefault(name) ?? throw Refused("unknown_field", $"There is no field '{name}'; there are {string.Join(", ", fields.Keys.Order(StringComparer.Ordinal))}.", param);

    private static RequestRefusedException Refused(string code, string detail, string param) => new(StatusCodes.Status400BadRequest, code, detail, param);
}
