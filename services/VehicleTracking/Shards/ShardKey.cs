using System.Globalization;

namespace Fleet.VehicleTracking.Shards;

/// <summary>
/// Which shard holds a vehicle. A vehicle that is known by its plate has its passages and its positions in one shard.
/// The number of shards and the hash are part of the stored data: changing either means moving it.
/// </summary>
public static class ShardKey
{
    public const int Count = 8;

    /// <summary>Actor ids of all shards.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enumerable.Range(0, Count).Select(Id)];

    public static string Id(int shard) => "shard-" + shard.ToString(CultureInfo.InvariantCulture);

    /// <summary>FNV-1a over the id in upper case without spaces and hyphens: the same on every machine and version.</summary>
    public static int Of(string vehicleOrPlate)
    {
        var hash = 2_166_136_261u;
        foreach (var character in vehicleOrPlate)
        {
            if (character is ' ' or '-') continue;
            hash = unchecked((hash ^ char.ToUpperInvariant(character)) * 16_777_619u);
        }

        // The low bits of FNV-1a depend on the low bits of the text only; fold the high ones in.
        return (int)((hash ^ (hash >> 15)) % Count);
    }
}
