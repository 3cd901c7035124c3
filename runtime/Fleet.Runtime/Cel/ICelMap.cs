using System.Text.Json;

namespace Fleet.Runtime.Cel;

/// <summary>A map or an object, as expressions see it.</summary>
public interface ICelMap
{
    /// <summary>All keys.</summary>
    IReadOnlyList<object?> Keys { get; }

    /// <summary>The value of a key; false: there is none.</summary>
    bool TryGet(object? key, out object? value);
}

/// <summary>A map written in an expression.</summary>
internal sealed class CelLiteralMap(IReadOnlyList<KeyValuePair<object?, object?>> items) : ICelMap
{
    public IReadOnlyList<object?> Keys => [.. items.Select(item => item.Key)];

    public bool TryGet(object? key, out object? value)
    {
        foreach (var item in items)
        {
            if (CelValues.AreEqual(item.Key, key))
            {
                value = item.Value;
                return true;
            }
        }

        value = null;
        return false;
    }
}

/// <summary>A JSON object; members become values only when they are asked for. Numbers are doubles, as in CEL.</summary>
public sealed class CelJsonObject(JsonElement json) : ICelMap
{
    /// <inheritdoc/>
    public IReadOnlyList<object?> Keys => [.. json.EnumerateObject().Select(member => member.Name)];

    /// <inheritdoc/>
    public bool TryGet(object? key, out object? value)
    {
        value = null;
        if (key is not string name || !json.TryGetProperty(name, out var member))
            return false;
        value = FromJson(member);
        return true;
    }

    /// <summary>A JSON value as expressions see it.</summary>
    public static object? FromJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new CelJsonObject(json),
        JsonValueKind.Array => (object?[])[.. json.EnumerateArray().Select(FromJson)],
        JsonValueKind.String => Text(json),
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static string? Text(JsonElement json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException broken)
        {
            // JSON can write down half a surrogate pair.
            throw new CelException("a text of the event is no Unicode", broken);
        }
    }
}
