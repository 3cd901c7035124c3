using System.Buffers;

namespace Fleet.VehicleTracking.Positions;

/// <summary>Signed integers in as few bytes as they need: zigzag, then seven bits a byte, low bits first.</summary>
internal static class Varint
{
    public static void Write(IBufferWriter<byte> bytes, long value)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        var span = bytes.GetSpan(10);
        var length = 0;
        for (; rest >= 0x80; rest >>= 7) span[length++] = (byte)(rest | 0x80);
        span[length++] = (byte)rest;
        bytes.Advance(length);
    }

    public static long Read(ref ReadOnlySpan<byte> bytes)
    {
        ulong rest = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[0];
            bytes = bytes[1..];
            rest |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return (long)(rest >> 1) ^ -(long)(rest & 1);
        }
    }
}
