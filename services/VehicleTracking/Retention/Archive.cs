using System.Runtime.CompilerServices;
using Fleet.VehicleTracking.Evidence;
using Fleet.VehicleTracking.Queries;
using Fleet.VehicleTracking.Reference;
using Fleet.VehicleTracking.SectionControl;
using Fleet.VehicleTracking.Shards;

namespace Fleet.VehicleTracking.Retention;

/// <summary>A line of an archive.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Data">As the endpoint of its kind gives it.</param>
internal sealed record ArchiveLine(string Kind, object Data);

/// <summary>Reads everything that is kept about a vehicle, a chunk at a time: first what is little, then day by day.</summary>
internal sealed class Archive(ShardCalls shards, TrackReader tracks, ReferenceBook reference, TimeProvider time)
{
    private const int Chunk = 500;
    private const long DayMs = 86_400_000;

    /// <summary>The lines; none when nothing is kept.</summary>
    public async IAsyncEnumerable<ArchiveLine> Of(string id, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var kept = await shards.Kept(id);
        var view = await shards.Vehicle(id);
        if (view is not { Position: null, Passage: null, Motion: null }) yield return new ArchiveLine("vehicle", view);
        if (reference.Current.Devices.Find(id, time.GetUtcNow().ToUnixTimeMilliseconds()) is { } device) yield return new ArchiveLine("device", device);
        foreach (var passage in kept.Passages) yield return new ArchiveLine("passage", passage);
        foreach (var held in kept.Held) yield return new ArchiveLine("heldPassage", held);
        foreach (var lost in kept.Lost) yield return new ArchiveLine("lost", lost);
        await foreach (var violation in Violations(id).WithCancellation(cancellation)) yield return violation;
        foreach (var day in kept.Days.Journal)
        {
            await foreach (var entry in Journal(id, day).WithCancellation(cancellation)) yield return entry;
        }

        foreach (var day in kept.Days.Positions)
        {
            await foreach (var positions in tracks.Read(id, new AskedSpan(day * DayMs, (day + 1) * DayMs), isAscending: true, cancellation))
            {
                foreach (var position in positions) yield return new ArchiveLine("position", position);
            }
        }
    }

    private async IAsyncEnumerable<ArchiveLine> Violations(string id)
    {
        if (Plates.Normalise(id) is not { } plate) yield break;
        var query = new ViolationQuery(long.MaxValue, "", Chunk, plate);
        while ((await shards.Violations(query)).ToList() is [.., var last] violations)
        {
            foreach (var violation in violations) yield return new ArchiveLine("violation", violation);
            query = query with { BeforeMs = last.DecidedAt.ToUnixTimeMilliseconds(), BeforeId = last.Violation.ViolationId };
        }
    }

    private async IAsyncEnumerable<ArchiveLine> Journal(string id, long day)
    {
        foreach (var kind in Enum.GetValues<EntryKind>())
        {
            var query = new EntriesQuery(id, kind, day * DayMs, (day + 1) * DayMs, "", Chunk);
            while ((await shards.Entries(query)).Entries is [.., var last] entries)
            {
                foreach (var entry in entries) yield return new ArchiveLine(kind.ToString().ToLowerInvariant(), (object?)entry.Event ?? (object?)entry.Trip ?? entry.Stop!);
                query = query with { BeforeMs = last.AtMs, BeforeId = last.Id };
            }
        }
    }
}
