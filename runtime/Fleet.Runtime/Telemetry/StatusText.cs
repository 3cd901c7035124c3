using System.Globalization;

namespace Fleet.Runtime.Telemetry;

/// <summary>Values that labels have again and again, as texts that are there already.</summary>
internal static class StatusText
{
    private static readonly string[] Codes = [.. Enumerable.Range(0, 600).Select(code => code.ToString(CultureInfo.InvariantCulture))];

    public static string Of(int status) => (uint)status < Codes.Length ? Codes[status] : status.ToString(CultureInfo.InvariantCulture);

    public static string Of(bool success) => success ? "true" : "false";
}
