using System.Globalization;
using Fleet.ServiceDefaults;

namespace Fleet.VehicleTracking.Queries;

/// <summary>Where a list that runs from the newest to the oldest goes on: behind one moment and one id.</summary>
internal readonly record struct TimeCursor(long BeforeMs, string BeforeId)
{
    public static string Of(DateTimeOffset instant, string id) => string.Create(CultureInfo.InvariantCulture, $"{instant.ToUnixTimeMilliseconds()}.{id}");

    /// <summary>Reads a cursor; without one the list begins.</summary>
    /// <exception cref="RequestRefusedException">It is no cursor.</exception>
    public static TimeCursor Parse(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return new TimeCursor(long.MaxValue, "");
        var parts = cursor.Split('.', 2);
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var before)
            ? new TimeCursor(before, parts[1])
            : throw new RequestRefusedException(StatusCodes.Status400BadRequest, "wrong_type", "starting_after is a cursor of this list.", "starting_after");
    }
}
