using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Dapr.Actors;
using Dapr.Actors.Client;

namespace Fleet.Notification.Bounces;

/// <summary>
/// Addresses that gave mail back for good, as hashes: kept in memory and read anew from time to time, so that a send costs no call.
/// </summary>
public sealed class BadAddresses(IActorProxyFactory actors)
{
    private readonly Lock gate = new();
    private BadFound? known;
    private FrozenSet<string> hashes = FrozenSet<string>.Empty;

    /// <summary>Whether mail to the address comes back.</summary>
    public bool Has(string address) => Volatile.Read(ref hashes) is { Count: > 0 } bad && bad.Contains(Hash(address));

    /// <summary>Reads what has changed.</summary>
    public async Task Refresh(CancellationToken cancellation) =>
        Keep(await Book.InvokeMethodAsync<BadWanted, BadFound>(nameof(IBadAddressBook.Read), new BadWanted(Volatile.Read(ref known)?.Version), cancellation));

    /// <summary>Notes addresses as bad, or as good again; other instances of the service see it when they read anew.</summary>
    public async Task Set(IReadOnlyList<string> bad, IReadOnlyList<string> good, CancellationToken cancellation)
    {
        if (bad.Count + good.Count == 0) return;
        var change = new BadChange([.. bad.Select(Hash)], [.. good.Select(Hash)]);
        await Book.InvokeMethodAsync<BadChange, BadFound>(nameof(IBadAddressBook.Set), change, cancellation);
        await Refresh(cancellation);
    }

    private ActorProxy Book => actors.Create(new ActorId("book"), nameof(BadAddressBook));

    private static string Hash(string address) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.Trim().ToLowerInvariant())).AsSpan(0, 16));

    private void Keep(BadFound found)
    {
        lock (gate)
        {
            // Two may read at once; the later answer is not always the newer.
            if (found.Hashes is null || found.Version <= known?.Version) return;
            Volatile.Write(ref hashes, found.Hashes.ToFrozenSet(StringComparer.Ordinal));
            Volatile.Write(ref known, found);
        }
    }
}
