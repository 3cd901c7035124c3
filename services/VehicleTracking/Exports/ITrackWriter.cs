using System.Buffers;
using System.Globalization;
using System.Text;
using Fleet.Contracts.VehicleTracking;

namespace Fleet.VehicleTracking.Exports;

/// <summary>Writes one track in one format, a chunk at a time. An instance serves one export.</summary>
internal interface ITrackWriter
{
    /// <summary>Media type.</summary>
    string ContentType { get; }

    /// <summary>Whether positions that a filter took out are left out unless they are asked for: the format cannot mark them.</summary>
    bool LeavesOutFiltered { get; }

    void Begin(IBufferWriter<byte> to, string vehicle);

    /// <param name="to">Where the bytes go.</param>
    /// <param name="positions">Oldest first, newer than those before; not empty.</param>
    void Write(IBufferWriter<byte> to, IReadOnlyList<Position> positions);

    void End(IBufferWriter<byte> to);
}

/// <summary>Texts and numbers as every export writes them: UTF-8, a point in decimals, no exponents, UTC.</summary>
internal static class ExportText
{
    public static void Write(this IBufferWriter<byte> to, StringBuilder text)
    {
        foreach (var part in text.GetChunks()) Encoding.UTF8.GetBytes(part.Span, to);
    }

    public static void Write(this IBufferWriter<byte> to, string text) => Encoding.UTF8.GetBytes(text, to);

    /// <summary>An angle to 10^-7 degrees, about a centimetre.</summary>
    public static string Degrees(double degrees) => degrees.ToString("0.#######", CultureInfo.InvariantCulture);

    /// <summary>A measurement, to a thousandth.</summary>
    public static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    public static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Xml(string text) => System.Security.SecurityElement.Escape(text);
}
