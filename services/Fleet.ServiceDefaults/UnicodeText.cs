using System.Text.Json;

namespace Fleet.ServiceDefaults;

/// <summary>JSON may hold bytes and escapes that are no Unicode. No state and no answer may.</summary>
public static class UnicodeText
{
    /// <summary>Path of the first text that is no Unicode; null without one.</summary>
    public static string? NotIn(JsonElement json, string path)
    {
        try
        {
            return json.ValueKind switch
            {
                JsonValueKind.String => json.GetString() is null ? path : null,
                JsonValueKind.Array => json.EnumerateArray().Index().Select(item => NotIn(item.Item, $"{path}[{item.Index}]")).FirstOrDefault(found => found is not null),
                JsonValueKind.Object => json.EnumerateObject().Select(member => NotIn(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}")).FirstOrDefault(found => found is not null),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            return path;
        }
    }
}
