using System.Text.Json;
using Fleet.Runtime.Components;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.Actors;

/// <summary>The fields of one object of an app's actor configuration. A field that is absent or null is not given.</summary>
internal sealed class ActorConfigFields
{
    // More than a timer can count is as good as for ever.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);
    private readonly JsonElement map;
    private readonly string place;
    private readonly bool isOwn;

    /// <param name="map">The object.</param>
    /// <param name="place">What to call it.</param>
    /// <param name="isOwn">It is about some types only: a duration in it that cannot be read is passed over, as daprd does.</param>
    /// <exception cref="JsonException">It is no object.</exception>
    public ActorConfigFields(JsonElement map, string place, bool isOwn)
    {
        if (map.ValueKind != JsonValueKind.Object)
            throw new JsonException($"{place} must be an object");
        (this.map, this.place, this.isOwn) = (map, place, isOwn);
    }

    public bool? Flag(string name) => !map.TryGetField(name, out var value) ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(name, "true or false");

    public int? Number(string name) => !map.TryGetField(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw Wrong(name, "a whole number");

    public ActorConfigFields? Object(string name) => map.TryGetField(name, out var value) ? new ActorConfigFields(value, $"{place}.{name}", isOwn) : null;

    public IEnumerable<ActorConfigFields> Objects(string name) => Items(name).Select(item => new ActorConfigFields(item, $"{place}.{name}", isOwn: true));

    public IEnumerable<string> Texts(string name) => Items(name).Select(item => item.ValueKind switch
    {
        JsonValueKind.String => item.GetString()!,
        JsonValueKind.Null => "",
        _ => throw Wrong(name, "an array of texts"),
    });

    /// <summary>A Go duration; empty or not positive is not given.</summary>
    public TimeSpan? Duration(string name)
    {
        if (!map.TryGetField(name, out var value))
            return null;
        if (value.ValueKind != JsonValueKind.String)
            throw Wrong(name, "a text");
        var text = value.GetString()!;
        if (GoDuration.TryParse(text, out var duration))
            return duration <= TimeSpan.Zero ? null : duration < Longest ? duration : Longest;
        return text.Length == 0 || isOwn ? null : throw Wrong(name, "a duration like 1h30m");
    }

    private IEnumerable<JsonElement> Items(string name) => !map.TryGetField(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Wrong(name, "an array");

    private JsonException Wrong(string name, string expected) => new($"{place}: {name} must be {expected}");
}
