using System.Runtime.InteropServices;
using System.Text;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Ingest;

/// <summary>
/// About how many bytes items have as JSON in a call of a shard: cheap, and rather too many than too few. A sidecar takes
/// 4 MiB in a call unless it is told more.
/// </summary>
internal static class ItemBytes
{
    /// <summary>What a turn may have.</summary>
    public const long MostInATurn = 2 * 1024 * 1024;

    // The names of all fields, numbers with all their digits, instants.
    private const int Fields = 400;
    private const int EscapedCharacter = 6;

    public static long Of(ShardBatch batch)
    {
        long bytes = 0;
        foreach (var passage in batch.Passages) bytes += Of(passage);
        foreach (var position in batch.Positions) bytes += Of(position);
        return bytes;
    }

    public static int Of(Passage passage) => Fields + Text(passage.Camera) + Text(passage.Plate) + Text(passage.VehicleClass) + Text(passage.Uuid);

    public static int Of(Position position)
    {
        var bytes = Fields + Text(position.Vehicle) + Text(position.Uuid);
        if (position.Attributes is not { } attributes) return bytes;
        foreach (var (name, value) in attributes) bytes += Text(name) + 4 + JsonMarshal.GetRawUtf8Value(value).Length;
        return bytes;
    }

    private static int Text(string? text) => text is null ? 0 : Ascii.IsValid(text) ? text.Length : text.Length * EscapedCharacter;
}
