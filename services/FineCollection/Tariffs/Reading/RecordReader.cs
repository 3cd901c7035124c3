using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Fleet.FineCollection.Domain;

namespace Fleet.FineCollection.Tariffs.Reading;

/// <summary>
/// Makes a record of a JSON object by the parameters of its constructor, and goes on after a mistake: what cannot be read has a neutral value, so that
/// everything else can still be checked. A parameter with a default may be left out; nothing else may be there.
/// </summary>
public sealed class RecordReader
{
    private readonly List<FieldMistake> mistakes = [];

    private RecordReader()
    {
    }

    /// <summary>The record at the root of a text, and what is wrong with its form.</summary>
    public static (T? Value, IReadOnlyList<FieldMistake> Mistakes) Read<T>(LocatedJson json)
        where T : class
    {
        var reader = new RecordReader();
        reader.mistakes.AddRange(json.Twice.Select(path => new FieldMistake(path, "twice", "is there twice.")));
        return ((T?)reader.Object(json.Root, typeof(T), ""), reader.mistakes);
    }

    private object? Object(JsonElement json, Type type, string path)
    {
        if (json.ValueKind != JsonValueKind.Object) return Wrong(path, "is an object.");
        var parameters = type.GetConstructors().Single(one => one.GetParameters().Length > 0).GetParameters();
        var names = parameters.ToDictionary(Name, StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject().Select(member => member.Name).Distinct(StringComparer.Ordinal).Where(name => !names.ContainsKey(name)))
            Add(Join(path, member), "unknown_field", $"is no field here; the fields are {string.Join(", ", names.Keys)}.");
        return ((ConstructorInfo)parameters[0].Member).Invoke([.. parameters.Select(parameter => Member(json, parameter, Join(path, Name(parameter))))]);
    }

    private object? Member(JsonElement json, ParameterInfo parameter, string path)
    {
        if (json.TryGetProperty(Name(parameter), out var value) && (value.ValueKind != JsonValueKind.Null || !parameter.HasDefaultValue))
            return Value(value, parameter.ParameterType, path) ?? Neutral(parameter);
        if (!parameter.HasDefaultValue) Add(path, "required", "is required.");
        return Neutral(parameter);
    }

    private object? Value(JsonElement json, Type type, string path)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare == typeof(string)) return json.ValueKind == JsonValueKind.String ? json.GetString() : Wrong(path, "is text.");
        if (bare == typeof(bool)) return json.ValueKind is JsonValueKind.True or JsonValueKind.False ? json.GetBoolean() : Wrong(path, "is true or false.");
        if (bare == typeof(int)) return json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var number) ? number : Wrong(path, "is a whole number.");
        if (bare == typeof(long)) return json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var number) ? number : Wrong(path, "is a whole number of minor units.");
        if (bare == typeof(DateOnly)) return Date(json) ?? Wrong(path, "is a date, yyyy-MM-dd.");
        return bare.IsGenericType ? List(json, bare.GetGenericArguments()[0], path) : Object(json, bare, path);
    }

    private Array? List(JsonElement json, Type type, string path)
    {
        if (json.ValueKind != JsonValueKind.Array) return (Array?)Wrong(path, "is a list.");
        var items = json.EnumerateArray().Select((item, index) => Value(item, type, FormattableString.Invariant($"{path}[{index}]"))).ToArray();
        // Without one of them the others would have other places.
        if (Array.Exists(items, item => item is null)) return Array.CreateInstance(type, 0);
        var list = Array.CreateInstance(type, items.Length);
        items.CopyTo(list, 0);
        return list;
    }

    private static object? Date(JsonElement json) =>
        json.ValueKind == JsonValueKind.String
        && DateOnly.TryParseExact(json.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static object? Neutral(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (parameter.HasDefaultValue) return parameter.DefaultValue ?? (type.IsValueType ? Activator.CreateInstance(type) : null);
        if (type == typeof(string)) return "";
        return type.IsGenericType ? Array.CreateInstance(type.GetGenericArguments()[0], 0) : Activator.CreateInstance(type);
    }

    private object? Wrong(string path, string message)
    {
        Add(path, "wrong_type", message);
        return null;
    }

    private void Add(string path, string code, string message) => mistakes.Add(new FieldMistake(path, code, message));

    private static string Name(ParameterInfo parameter) => JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);

    private static string Join(string path, string name) => path.Length == 0 ? name : path + "." + name;
}
