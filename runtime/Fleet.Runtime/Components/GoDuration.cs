using System.Globalization;
using System.Text;

namespace Fleet.Runtime.Components;

/// <summary>Durations as Go writes them: <c>300ms</c>, <c>-1.5h</c>, <c>2h45m</c>; units ns, us, µs, ms, s, m, h.</summary>
public static class GoDuration
{
    /// <summary>Reads a duration; false when the text is not one. A tick is 100 ns: what is finer is cut off.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var rest = text.AsSpan();
        var sign = 1;
        if (rest.Length > 0 && rest[0] is '-' or '+')
        {
            sign = rest[0] == '-' ? -1 : 1;
            rest = rest[1..];
        }

        if (rest is "0")
            return true;
        if (rest.IsEmpty)
            return false;

        var ticks = 0m;
        while (!rest.IsEmpty)
        {
            if (!TryTerm(ref rest, out var term))
                return false;
            ticks += term;
        }

        if (ticks > long.MaxValue)
            return false;
        duration = TimeSpan.FromTicks(sign * (long)ticks);
        return true;
    }

    /// <summary>Writes a duration as Go does: <c>1h0m0s</c>, <c>1.5s</c>, <c>20ms</c>, <c>0s</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
            return "0s";
        var text = new StringBuilder();
        if (duration < TimeSpan.Zero)
            text.Append('-');
        var ticks = Math.Abs((decimal)duration.Ticks);
        if (ticks < TimeSpan.TicksPerMillisecond)
            return text.Append(Number(ticks / 10)).Append("µs").ToString();
        if (ticks < TimeSpan.TicksPerSecond)
            return text.Append(Number(ticks / TimeSpan.TicksPerMillisecond)).Append("ms").ToString();
        var hours = decimal.Floor(ticks / TimeSpan.TicksPerHour);
        var minutes = decimal.Floor(ticks % TimeSpan.TicksPerHour / TimeSpan.TicksPerMinute);
        if (hours > 0)
            text.Append(Number(hours)).Append('h');
        if (hours > 0 || minutes > 0)
            text.Append(Number(minutes)).Append('m');
        return text.Append(Number(ticks % TimeSpan.TicksPerMinute / TimeSpan.TicksPerSecond)).Append('s').ToString();
    }

    private static string Number(decimal value) => value.ToString("0.#########", CultureInfo.InvariantCulture);

    private static bool TryTerm(ref ReadOnlySpan<char> rest, out decimal ticks)
    {
        ticks = 0;
        var digits = rest.IndexOfAnyExcept("0123456789.");
        if (digits <= 0 || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return false;
        rest = rest[digits..];
        var end = rest.IndexOfAny("0123456789.");
        var unit = end < 0 ? rest : rest[..end];
        rest = rest[unit.Length..];
        decimal? perUnit = unit switch
        {
            "ns" => 0.01m,
            "us" or "µs" or "μs" => 10,
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" => TimeSpan.TicksPerSecond,
            "m" => TimeSpan.TicksPerMinute,
            "h" => TimeSpan.TicksPerHour,
            _ => null,
        };
        if (perUnit is not { } size || number > long.MaxValue / size)
            return false;
        ticks = number * size;
        return true;
    }
}
