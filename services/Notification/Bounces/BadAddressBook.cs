using Dapr.Actors;
using Dapr.Actors.Runtime;

namespace Fleet.Notification.Bounces;

/// <summary>Hashes of addresses that turned out bad, or good again.</summary>
public sealed record BadChange(IReadOnlyList<string> Bad, IReadOnlyList<string> Good);

/// <summary>Asks for the hashes, unless they are known in this version.</summary>
public sealed record BadWanted(long? KnownVersion);

/// <summary>Hashes of bad addresses.</summary>
/// <param name="Version">Rises with every change.</param>
/// <param name="Hashes">Null when the version asked with is the newest.</param>
public sealed record BadFound(long Version, IReadOnlyList<string>? Hashes);

/// <summary>Keeps which addresses gave mail back for good. There is one.</summary>
public interface IBadAddressBook : IActor
{
    Task<BadFound> Set(BadChange change);

    Task<BadFound> Read(BadWanted wanted);
}

/// <inheritdoc cref="IBadAddressBook"/>
public sealed class BadAddressBook(ActorHost host) : Actor(host), IBadAddressBook
{
    private const string Key = "bad";

    /// <inheritdoc/>
    public async Task<BadFound> Set(BadChange change)
    {
        var known = await Load();
        var hashes = known.Hashes!.Except(change.Good, StringComparer.Ordinal).Union(change.Bad, StringComparer.Ordinal).ToList();
        if (hashes.SequenceEqual(known.Hashes!, StringComparer.Ordinal)) return new BadFound(known.Version, null);
        await StateManager.SetStateAsync(Key, new BadFound(known.Version + 1, hashes));
        await SaveStateAsync();
        return new BadFound(known.Version + 1, null);
    }

    /// <inheritdoc/>
    public async Task<BadFound> Read(BadWanted wanted)
    {
        var known = await Load();
        return known.Version == wanted.KnownVersion ? new BadFound(known.Version, null) : known;
    }

    private async Task<BadFound> Load() => await StateManager.TryGetStateAsync<BadFound>(Key) is { HasValue: true } found ? found.Value : new BadFound(0, []);
}
