using System.Collections.Frozen;
using Fleet.Contracts.VehicleRegistry;

namespace Fleet.Notification.Domain.Letters;

/// <summary>Lines of an address on an envelope, in the order of the country that the letter goes to.</summary>
public static class AddressBlock
{
    // Everywhere else the postal code stands before the town.
    private static readonly FrozenSet<string> CodeAfterTown = new[] { "AU", "CA", "IN", "NZ", "SG", "TW", "US", "ZA" }.ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> CodeOnItsOwnLine = new[] { "GB", "IE" }.ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> TownBeforeStreet = new[] { "HU" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AT"] = "AUSTRIA",
        ["AU"] = "AUSTRALIA",
        ["BE"] = "BELGIUM",
        ["BG"] = "BULGARIA",
        ["CA"] = "CANADA",
        ["CH"] = "SWITZERLAND",
        ["CY"] = "CYPRUS",
        ["CZ"] = "CZECHIA",
        ["DE"] = "GERMANY",
        ["DK"] = "DENMARK",
        ["EE"] = "ESTONIA",
        ["ES"] = "SPAIN",
        ["FI"] = "FINLAND",
        ["FR"] = "FRANCE",
        ["GB"] = "UNITED KINGDOM",
        ["GR"] = "GREECE",
        ["HR"] = "CROATIA",
        ["HU"] = "HUNGARY",
        ["IE"] = "IRELAND",
        ["IS"] = "ICELAND",
        ["IT"] = "ITALY",
        ["LI"] = "LIECHTENSTEIN",
        ["LT"] = "LITHUANIA",
        ["LU"] = "LUXEMBOURG",
        ["LV"] = "LATVIA",
        ["MT"] = "MALTA",
        ["NL"] = "NETHERLANDS",
        ["NO"] = "NORWAY",
        ["NZ"] = "NEW ZEALAND",
        ["PL"] = "POLAND",
        ["PT"] = "PORTUGAL",
        ["RO"] = "ROMANIA",
        ["SE"] = "SWEDEN",
        ["SI"] = "SLOVENIA",
        ["SK"] = "SLOVAKIA",
        ["TR"] = "TURKEY",
        ["UA"] = "UKRAINE",
        ["US"] = "UNITED STATES",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The lines, the country's name in capitals last; null when name, street, town or country is missing.</summary>
    public static IReadOnlyList<string>? Lines(string? name, PostalAddress address)
    {
        var (who, street, code) = (Clean(name), Clean(address.Street), Clean(address.PostalCode));
        var (town, country) = (Clean(address.City), Clean(address.Country).ToUpperInvariant());
        if (who.Length == 0 || street.Length == 0 || town.Length == 0 || country.Length == 0) return null;
        var last = Names.GetValueOrDefault(country, country);
        string[] lines = country switch
        {
            _ when TownBeforeStreet.Contains(country) => [who, town, street, code, last],
            _ when CodeOnItsOwnLine.Contains(country) => [who, street, town, code, last],
            _ when CodeAfterTown.Contains(country) => [who, street, $"{town} {code}".Trim(), last],
            "NL" => [who, street, $"{code}  {town.ToUpperInvariant()}".Trim(), last],
            _ => [who, street, $"{code} {town}".Trim(), last],
        };
        return [.. lines.Where(line => line.Length > 0)];
    }

    private static string Clean(string? text) => string.Join(' ', string.Concat((text ?? "").Select(c => char.IsControl(c) ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
