using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fleet.VehicleTracking.Motion;

/// <summary>
/// Writes numbers of at most seven decimal places, as those of a fix are, digit by digit. The text and its value are those of
/// any other writer, who has to search for the shortest one first; with every position some twenty are written.
/// </summary>
internal sealed class SevenPlaces : JsonConverter<double>
{
    private const long One = 10_000_000;
    private const int Places = 7;
    private const double Most = 1e8;

    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        // Both this quotient and the reading of its text are the number next to the same fraction.
        var units = Math.Abs(value) < Most ? (long)Math.Round(value * One) : 0;
        if (BitConverter.DoubleToInt64Bits(units / (double)One) == BitConverter.DoubleToInt64Bits(value)) Write(writer, units);
        else writer.WriteNumberValue(value);
    }

    private static void Write(Utf8JsonWriter writer, long units)
    {
        Span<byte> text = stackalloc byte[24];
        var length = 0;
        if (units < 0) text[length++] = (byte)'-';
        var (whole, rest) = Math.DivRem(Math.Abs(units), One);
        Utf8Formatter.TryFormat(whole, text[length..], out var digits);
        length += digits;
        if (rest > 0)
        {
            text[length++] = (byte)'.';
            for (var place = Places - 1; place >= 0; place--, rest /= 10) text[length + place] = (byte)('0' + (rest % 10));
            length += Places;
            while (text[length - 1] == '0') length--;
        }

        writer.WriteRawValue(text[..length], skipInputValidation: true);
    }
}
