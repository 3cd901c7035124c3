using System.Globalization;
using Dapr.Actors.Runtime;

namespace Fleet.VehicleTracking.Replays.Run;

/// <summary>Plates of a shard whose hashes are the same, and their violations.</summary>
public sealed record PlateBucket(IReadOnlyDictionary<string, IReadOnlyList<string>> Plates)
{
    /// <summary>How many a shard has.</summary>
    public const int Count = 64;

    public static PlateBucket Empty { get; } = new(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal));

    public static int Of(string plate)
    {
        var hash = 17u;
        foreach (var character in plate) hash = unchecked((hash * 31) + character);
        return (int)(hash % Count);
    }
}

/// <summary>Some differences in the order in which they were found.</summary>
public sealed record DifferencePart(IReadOnlyList<Difference> Differences)
{
    /// <summary>How many a part takes.</summary>
    public const int Size = 100;

    public static DifferencePart Empty { get; } = new([]);
}

/// <summary>The state of one replay. What is set is saved with the next <see cref="Save"/>, all or nothing.</summary>
public sealed class ReplayStore(IActorStateManager states)
{
    private const string HeadName = "head";

    public Task<ReplayHead?> Head() => Get<ReplayHead?>(HeadName, null);

    public Task<PlateBucket> Bucket(int shard, int bucket) => Get(BucketName(shard, bucket), PlateBucket.Empty);

    public Task Put(int shard, int bucket, PlateBucket plates) => states.SetStateAsync(BucketName(shard, bucket), plates);

    public Task Remove(int shard, int bucket) => states.TryRemoveStateAsync(BucketName(shard, bucket));

    public Task<DifferencePart> Part(int part) => Get(PartName(part), DifferencePart.Empty);

    /// <summary>Adds differences; how many are kept then.</summary>
    public async Task<int> Add(int kept, IReadOnlyList<Difference> differences)
    {
        foreach (var difference in differences.Take(ReplayHead.MostKept - kept))
        {
            var part = kept++ / DifferencePart.Size;
            await states.SetStateAsync(PartName(part), new DifferencePart([.. (await Part(part)).Differences, difference]));
        }

        return kept;
    }

    /// <summary>Puts nothing in the place of what was found of a vehicle.</summary>
    public async Task Forget(ReplayHead head, Func<string, bool> isOf)
    {
        for (var part = 0; part * DifferencePart.Size < head.Kept; part++)
        {
            var found = (await Part(part)).Differences;
            if (found.Any(IsErased)) await states.SetStateAsync(PartName(part), new DifferencePart([.. found.Select(one => IsErased(one) ? one.Erased() : one)]));
        }

        bool IsErased(Difference one) => one.Kind != FindingKinds.Violation && isOf(one.Vehicle);
    }

    public async Task Save(ReplayHead head)
    {
        await states.SetStateAsync(HeadName, head);
        await states.SaveStateAsync();
    }

    /// <summary>Forgets what has not been saved.</summary>
    public Task Forget() => states.ClearCacheAsync();

    /// <summary>Removes everything.</summary>
    public async Task Erase(ReplayHead head)
    {
        for (var part = 0; part * DifferencePart.Size < head.Kept; part++) await states.TryRemoveStateAsync(PartName(part));
        for (var shard = 0; shard < Shards.ShardKey.Count; shard++)
        {
            for (var bucket = 0; bucket < PlateBucket.Count; bucket++) await Remove(shard, bucket);
        }

        await states.TryRemoveStateAsync(HeadName);
        await states.SaveStateAsync();
    }

    private async Task<T> Get<T>(string name, T ifAbsent) => await states.TryGetStateAsync<T>(name) is { HasValue: true } found ? found.Value : ifAbsent;

    private static string BucketName(int shard, int bucket) => string.Create(CultureInfo.InvariantCulture, $"plates-{shard}-{bucket}");

    private static string PartName(int part) => string.Create(CultureInfo.InvariantCulture, $"differences-{part}");
}
