using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.VehicleTracking.Positions;

/// <summary>
/// Report ids of a vehicle, by which a report is known again even if its time is another. A vehicle has two of these: the one
/// that is written, and the one before, which was full.
/// </summary>
/// <param name="Hashes">Eight bytes of each, the oldest first.</param>
public sealed record UuidMemory(byte[] Hashes)
{
    /// <summary>How many one holds; with a report a second, more than the window.</summary>
    public const int Most = 768;

    private const int Size = sizeof(long);

    public static UuidMemory Empty { get; } = new([]);

    /// <summary>What an id is remembered by.</summary>
    public static long HashOf(string uuid) => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(uuid)));

    /// <summary>All that are remembered.</summary>
    public HashSet<long> Open()
    {
        var known = new HashSet<long>(Hashes.Length / Size);
        for (var at = 0; at < Hashes.Length; at += Size) known.Add(BinaryPrimitives.ReadInt64BigEndian(Hashes.AsSpan(at)));
        return known;
    }

    /// <summary>Whether so many more do not fit.</summary>
    public bool IsFull(int more) => (Hashes.Length / Size) + more > Most;

    /// <summary>The memory with <paramref name="fresh"/> at its end; what is too much is forgotten at its beginning.</summary>
    public UuidMemory With(IReadOnlyList<long> fresh)
    {
        var all = new byte[Hashes.Length + (fresh.Count * Size)];
        Hashes.CopyTo(all, 0);
        for (var i = 0; i < fresh.Count; i++) BinaryPrimitives.WriteInt64BigEndian(all.AsSpan(Hashes.Length + (i * Size)), fresh[i]);
        return new UuidMemory(all.Length > Most * Size ? all[^(Most * Size)..] : all);
    }
}
