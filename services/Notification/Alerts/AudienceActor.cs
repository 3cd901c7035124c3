using Dapr.Actors;
using Dapr.Actors.Runtime;

namespace Fleet.Notification.Alerts;

/// <summary>Whether a recipient wants to hear of vehicles.</summary>
public sealed record AudienceChange(string RecipientId, bool Wants);

/// <summary>Asks for the recipients of a shard, unless it is known in this version.</summary>
public sealed record AudienceWanted(long? KnownVersion);

/// <summary>The recipients of a shard who want to hear of vehicles.</summary>
/// <param name="Version">Rises with every change.</param>
/// <param name="RecipientIds">Null when the version asked with is the newest.</param>
public sealed record AudienceFound(long Version, IReadOnlyList<string>? RecipientIds);

/// <summary>A shard of the list of who wants to hear of vehicles.</summary>
public interface IAudienceActor : IActor
{
    Task<AudienceFound> Set(AudienceChange change);

    Task<AudienceFound> Read(AudienceWanted wanted);
}

/// <inheritdoc cref="IAudienceActor"/>
public sealed class AudienceActor(ActorHost host) : Actor(host), IAudienceActor
{
    private const string Key = "audience";

    /// <inheritdoc/>
    public async Task<AudienceFound> Set(AudienceChange change)
    {
        var known = await Load();
        var ids = known.RecipientIds!.Where(id => id != change.RecipientId).ToList();
        if (change.Wants) ids.Add(change.RecipientId);
        if (ids.Count == known.RecipientIds!.Count) return new AudienceFound(known.Version, null);
        var changed = new AudienceFound(known.Version + 1, ids);
        await StateManager.SetStateAsync(Key, changed);
        await SaveStateAsync();
        return new AudienceFound(changed.Version, null);
    }

    /// <inheritdoc/>
    public async Task<AudienceFound> Read(AudienceWanted wanted)
    {
        var known = await Load();
        return known.Version == wanted.KnownVersion ? new AudienceFound(known.Version, null) : known;
    }

    private async Task<AudienceFound> Load() =>
        await StateManager.TryGetStateAsync<AudienceFound>(Key) is { HasValue: true } found ? found.Value : new AudienceFound(0, []);
}
