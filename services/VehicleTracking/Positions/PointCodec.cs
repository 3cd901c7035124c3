using System.Buffers;
using System.Text;

namespace Fleet.VehicleTracking.Positions;

/// <summary>
/// Points as bytes: each as its difference to the one before, in variable-length integers. A vehicle that reports every few
/// seconds takes about ten bytes a point, a tenth of its JSON. What rarely changes (verdict, validity, ignition, attributes)
/// stands in a word of its own, which costs nothing while it says nothing, and one bit while it says the same as before.
/// </summary>
public static class PointCodec
{
    private const int HasSpeed = 1;
    private const int HasHeading = 2;
    private const int HasAccuracy = 4;
    private const int HasAltitude = 8;
    private const int SameRest = 16;
    private const int OtherRest = 32;

    public static byte[] Encode(ReadOnlySpan<Point> points)
    {
        var bytes = new ArrayBufferWriter<byte>(16 + (points.Length * 16));
        var before = default(Point);
        foreach (var point in points)
        {
            Write(bytes, point, before);
            before = point;
        }

        return bytes.WrittenSpan.ToArray();
    }

    public static List<Point> Decode(ReadOnlySpan<byte> bytes)
    {
        var points = new List<Point>(1 + (bytes.Length / 8));
        var before = default(Point);
        while (!bytes.IsEmpty)
        {
            before = Read(ref bytes, before);
            points.Add(before);
        }

        return points;
    }

    /// <summary>Instant of the first point, Unix milliseconds; <see cref="long.MaxValue"/> when there is none.</summary>
    public static long FirstMs(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? long.MaxValue : Read(ref bytes, default).InstantMs;

    private static void Write(ArrayBufferWriter<byte> bytes, in Point point, in Point before)
    {
        var rest = Rest.Of(point);
        var parts = (point.SpeedE2 is null ? 0 : HasSpeed) | (point.HeadingE2 is null ? 0 : HasHeading)
            | (point.AccuracyE2 is null ? 0 : HasAccuracy) | (point.AltitudeE2 is null ? 0 : HasAltitude)
            | (rest == default ? 0 : rest == Rest.Of(before) ? SameRest : OtherRest);
        Varint.Write(bytes, parts);
        Varint.Write(bytes, point.InstantMs - before.InstantMs);
        Varint.Write(bytes, point.LatitudeE7 - (long)before.LatitudeE7);
        Varint.Write(bytes, point.LongitudeE7 - (long)before.LongitudeE7);
        if (point.SpeedE2 is { } speed) Varint.Write(bytes, speed - (long)(before.SpeedE2 ?? 0));
        if (point.HeadingE2 is { } heading) Varint.Write(bytes, heading - (long)(before.HeadingE2 ?? 0));
        if (point.AccuracyE2 is { } accuracy) Varint.Write(bytes, accuracy - (long)(before.AccuracyE2 ?? 0));
        if (point.AltitudeE2 is { } altitude) Varint.Write(bytes, altitude - (long)(before.AltitudeE2 ?? 0));
        if ((parts & OtherRest) != 0) rest.Write(bytes, before.Attributes);
    }

    private static Point Read(ref ReadOnlySpan<byte> bytes, in Point before)
    {
        var parts = (int)Varint.Read(ref bytes);
        var point = new Point(
            before.InstantMs + Varint.Read(ref bytes),
            (int)(before.LatitudeE7 + Varint.Read(ref bytes)),
            (int)(before.LongitudeE7 + Varint.Read(ref bytes)),
            (parts & HasSpeed) == 0 ? null : (int)((before.SpeedE2 ?? 0) + Varint.Read(ref bytes)),
            (parts & HasHeading) == 0 ? null : (int)((before.HeadingE2 ?? 0) + Varint.Read(ref bytes)),
            (parts & HasAccuracy) == 0 ? null : (int)((before.AccuracyE2 ?? 0) + Varint.Read(ref bytes)),
            (parts & HasAltitude) == 0 ? null : (int)((before.AltitudeE2 ?? 0) + Varint.Read(ref bytes)));
        if ((parts & SameRest) != 0) return Rest.Of(before).On(point);
        return (parts & OtherRest) != 0 ? Rest.Read(ref bytes, before.Attributes).On(point) : point;
    }

    private readonly record struct Rest(Verdict Verdict, bool? Valid, bool? Ignition, bool HasAlarm, string? Attributes)
    {
        private const int Alarm = 1 << 8;
        private const int SameAttributes = 1 << 9;
        private const int OtherAttributes = 1 << 10;

        public static Rest Of(in Point point) => new(point.Verdict, point.Valid, point.Ignition, point.HasAlarm, point.Attributes);

        public Point On(in Point point) =>
            point with { Verdict = Verdict, Valid = Valid, Ignition = Ignition, HasAlarm = HasAlarm, Attributes = Attributes };

        public void Write(ArrayBufferWriter<byte> bytes, string? before)
        {
            var attributes = Attributes is null ? 0 : string.Equals(Attributes, before, StringComparison.Ordinal) ? SameAttributes : OtherAttributes;
            Varint.Write(bytes, (int)Verdict | (Bits(Valid) << 4) | (Bits(Ignition) << 6) | (HasAlarm ? Alarm : 0) | attributes);
            if (attributes != OtherAttributes) return;
            var length = Encoding.UTF8.GetByteCount(Attributes!);
            Varint.Write(bytes, length);
            bytes.Advance(Encoding.UTF8.GetBytes(Attributes, bytes.GetSpan(length)));
        }

        public static Rest Read(ref ReadOnlySpan<byte> bytes, string? before)
        {
            var word = (int)Varint.Read(ref bytes);
            string? attributes = null;
            if ((word & SameAttributes) != 0) attributes = before;
            if ((word & OtherAttributes) != 0)
            {
                var length = (int)Varint.Read(ref bytes);
                attributes = Encoding.UTF8.GetString(bytes[..length]);
                bytes = bytes[length..];
            }

            return new Rest((Verdict)(word & 15), Truth(word >> 4), Truth(word >> 6), (word & Alarm) != 0, attributes);
        }

        private static int Bits(bool? value) => value switch { null => 0, true => 1, false => 2 };

        private static bool? Truth(int bits) => (bits & 3) switch { 0 => null, 1 => true, _ => false };
    }
}
