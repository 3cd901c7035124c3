using Fleet.Notification.Domain.Preferring;

namespace Fleet.Notification.Domain.Messages;

/// <summary>Which channels a message takes.</summary>
public static class Routing
{
    /// <summary>
    /// The channels to try, in the recipient's order; those by which the recipient cannot be reached are left out. What the law requires falls
    /// back on the service's own channels, whatever was preferred.
    /// </summary>
    public static IReadOnlyList<Leg> Legs(CategoryPreference? wanted, bool required, Contact contact, IReadOnlyList<string> defaults)
    {
        var preferred = wanted?.Channels ?? defaults;
        var channels = required ? preferred.Concat(defaults) : preferred;
        return [.. Reachable(channels, contact)];
    }

    /// <summary>The channels that get a copy each.</summary>
    public static IReadOnlyList<Leg> Copies(CategoryPreference? wanted, Contact contact, IReadOnlyList<Leg> legs) =>
        wanted is { On: true, Also: { } also } ? [.. Reachable(also, contact).Where(copy => legs.Count == 0 || copy != legs[0])] : [];

    private static IEnumerable<Leg> Reachable(IEnumerable<string> channels, Contact contact) =>
        from channel in channels.Distinct(StringComparer.Ordinal)
        let address = contact.AddressOn(channel)
        where address is not null
        select new Leg(channel, address);
}
