using System.Buffers;

namespace Fleet.VehicleTracking.Positions;

/// <summary>
/// Points as bytes: each as its difference to the one before, in variable-length integers. A vehicle that reports every few
/// seconds takes about ten bytes a point, a tenth of its JSON.
/// </summary>
public static class PointCodec
{
    private const int HasSpeed = 1;
    private const int HasHeading = 2;
    private const int HasAccuracy = 4;

    public static byte[] Encode(ReadOnlySpan<Point> points)
    {
        var bytes = new ArrayBufferWriter<byte>(16 + (points.Length * 16));
        var before = default(Point);
        foreach (var point in points)
        {
            Varint.Write(bytes, (point.SpeedE2 is null ? 0 : HasSpeed) | (point.HeadingE2 is null ? 0 : HasHeading) | (point.AccuracyE2 is null ? 0 : HasAccuracy));
            Varint.Write(bytes, point.InstantMs - before.InstantMs);
            Varint.Write(bytes, point.LatitudeE7 - (long)before.LatitudeE7);
            Varint.Write(bytes, point.LongitudeE7 - (long)before.LongitudeE7);
            if (point.SpeedE2 is { } speed) Varint.Write(bytes, speed - (long)(before.SpeedE2 ?? 0));
            if (point.HeadingE2 is { } heading) Varint.Write(bytes, heading - (long)(before.HeadingE2 ?? 0));
            if (point.AccuracyE2 is { } accuracy) Varint.Write(bytes, accuracy - (long)(before.AccuracyE2 ?? 0));
            before = point;
        }

        return bytes.WrittenSpan.ToArray();
    }

    public static List<Point> Decode(ReadOnlySpan<byte> bytes)
    {
        var points = new List<Point>(bytes.Length / 8);
        var before = default(Point);
        while (!bytes.IsEmpty)
        {
            var parts = (int)Varint.Read(ref bytes);
            before = new Point(
                before.InstantMs + Varint.Read(ref bytes),
                (int)(before.LatitudeE7 + Varint.Read(ref bytes)),
                (int)(before.LongitudeE7 + Varint.Read(ref bytes)),
                (parts & HasSpeed) == 0 ? null : (int)((before.SpeedE2 ?? 0) + Varint.Read(ref bytes)),
                (parts & HasHeading) == 0 ? null : (int)((before.HeadingE2 ?? 0) + Varint.Read(ref bytes)),
                (parts & HasAccuracy) == 0 ? null : (int)((before.AccuracyE2 ?? 0) + Varint.Read(ref bytes)));
            points.Add(before);
        }

        return points;
    }
}
