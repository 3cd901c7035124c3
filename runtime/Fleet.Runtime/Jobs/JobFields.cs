using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.Jobs;

/// <summary>Fields of a job's body, as the JSON form of Protocol Buffers has them.</summary>
internal static class JobFields
{
    /// <summary>A whole number from 0 on, as a number or as text; null: not given.</summary>
    /// <exception cref="ApiException">It is none, or too large.</exception>
    public static int? Whole(JsonObject map, string name)
    {
        if (map[name] is not { } value)
            return null;
        return value.GetValueKind() is JsonValueKind.Number or JsonValueKind.String
            && decimal.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number is >= 0 and <= int.MaxValue && number == decimal.Truncate(number)
            ? (int)number
            : throw new ApiException(CommonErrors.Malformed($"{name} must be a whole number from 0 on"));
    }
}
