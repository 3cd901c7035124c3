using System.Runtime.CompilerServices;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Queries;

/// <summary>Reads tracks of any length a chunk at a time: a shard has other things to do between two of them.</summary>
internal sealed class TrackReader(ShardCalls shards)
{
    /// <summary>Positions in a chunk at most.</summary>
    public const int Chunk = 1_000;

    private const long MostMs = 31 * 86_400_000L;

    /// <summary>Positions of <paramref name="vehicle"/> in chunks, none of which is empty, by time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Position>> Read(
        string vehicle, AskedSpan span, bool isAscending, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (var rest = span; rest.FromMs < rest.BeforeMs;)
        {
            cancellation.ThrowIfCancellationRequested();
            // A shard looks at every day of what it is asked for.
            var part = isAscending ? rest with { BeforeMs = Math.Min(rest.BeforeMs, rest.FromMs + MostMs) } : rest with { FromMs = Math.Max(rest.FromMs, rest.BeforeMs - MostMs) };
            var positions = (await shards.Track(new TrackQuery(vehicle, part.FromMs, part.BeforeMs, Chunk, isAscending))).Positions;
            if (positions.Count > 0) yield return positions;
            long? last = positions.Count < Chunk ? null : positions[^1].Instant.ToUnixTimeMilliseconds();
            rest = isAscending ? rest with { FromMs = last + 1 ?? part.BeforeMs } : rest with { BeforeMs = last ?? part.FromMs };
        }
    }
}
