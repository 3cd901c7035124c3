using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Contracts;
using Fleet.VehicleTracking.Catalogue.Kinds;

namespace Fleet.VehicleTracking.Catalogue.Api;

/// <summary>Which version of an entry an answer shows.</summary>
/// <param name="Version">The version shown.</param>
/// <param name="Newest">The newest version, which <c>If-Match</c> names; another one when that is still to come.</param>
/// <param name="EffectiveFrom">From when on it counts; null for always.</param>
/// <param name="ChangedBy">Who made it.</param>
/// <param name="ChangedAt">When it was made.</param>
public sealed record EntryStamp(int Version, int Newest, DateTimeOffset? EffectiveFrom, string ChangedBy, DateTimeOffset ChangedAt);

/// <summary>An entry as it is answered: the contract's fields, and <c>catalogue</c>, which says which version that is.</summary>
internal static class EntryView
{
    public static JsonObject Of(CatalogueEntry entry, CatalogueVersion version)
    {
        var view = JsonObject.Create(version.Value!.Value.Clone())!;
        var stamp = new EntryStamp(version.Version, entry.Latest.Version, version.EffectiveFrom, version.ChangedBy, version.ChangedAt);
        view[CatalogueKind.Stamp] = JsonSerializer.SerializeToNode(stamp, ContractJson.Options);
        return view;
    }

    /// <summary>Says in the answer's head on which version a change may build.</summary>
    public static void Tag(HttpResponse response, int newest) =>
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{newest}\"");
}
