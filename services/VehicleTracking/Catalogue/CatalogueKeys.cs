using System.Globalization;

namespace Fleet.VehicleTracking.Catalogue;

/// <summary>
/// Names of the kinds and of the states that hold them. How many pages a kind has, and the hash, are part of the stored
/// data: changing either means moving it.
/// </summary>
public static class CatalogueKeys
{
    public const string Roads = "roads";
    public const string Tolerances = "tolerances";
    public const string Zones = "zones";
    public const string Devices = "devices";

    public const string Head = "head";

    public static int PagesOf(string kind) => kind switch
    {
        Roads => 32,
        Tolerances => 4,
        Zones => 256,
        Devices => 512,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind"),
    };

    public static string Page(string kind, string id) => Page(kind, PageNumber(kind, id));

    public static string Page(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}");

    public static int PageNumber(string kind, string id) => Hash(id, PagesOf(kind));

    /// <summary>The kind and number in a page's name.</summary>
    public static (string Kind, int Number) Parse(string page)
    {
        var dash = page.LastIndexOf('-');
        return (page[..dash], int.Parse(page.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>State that remembers requests with an idempotency key.</summary>
    public static string Once(string key) => string.Create(CultureInfo.InvariantCulture, $"once-{Hash(key, 64)}");

    // FNV-1a, its high bits folded in: the same on every machine and version.
    private static int Hash(string text, int count)
    {
        var hash = 2_166_136_261u;
        foreach (var character in text) hash = unchecked((hash ^ character) * 16_777_619u);
        return (int)((hash ^ (hash >> 15)) % (uint)count);
    }
}
