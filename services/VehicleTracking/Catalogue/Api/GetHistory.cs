using System.Globalization;
using System.Text.Json;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Catalogue.Kinds;
using Fleet.VehicleTracking.Positions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Catalogue.Api;

/// <summary>One change of an entry.</summary>
/// <param name="Version">The version that it made.</param>
/// <param name="Change">One of <see cref="CatalogueChange"/>.</param>
/// <param name="EffectiveFrom">From when on it counts; null for always.</param>
/// <param name="ChangedBy">Who made it.</param>
/// <param name="ChangedAt">When it was made.</param>
/// <param name="Reason">Why, if somebody said so.</param>
/// <param name="Fields">What it changed against the version before it, by field.</param>
/// <param name="Value">What the entry says after it; null when it was retired.</param>
internal sealed record HistoryItem(
    int Version, string Change, DateTimeOffset? EffectiveFrom, string ChangedBy, DateTimeOffset ChangedAt, string? Reason, IReadOnlyList<FieldChange> Fields, JsonElement? Value);

/// <summary><c>GET /v1/KIND/{id}/history</c>: who changed an entry, when and how, newest first.</summary>
internal static class GetHistory
{
    public static void Map(IEndpointRouteBuilder routes, CatalogueKind kind) => routes
        .MapGet($"/v1/{kind.Name}/{{id}}/history", (string id, [AsParameters] PageRequest page, CatalogueCalls calls) => Handle(kind, id, page, calls))
        .WithSummary($"Who changed the {kind.Singular}, when and how, newest first.")
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<Page<HistoryItem>>, ProblemHttpResult>> Handle(CatalogueKind kind, string id, PageRequest page, CatalogueCalls calls)
    {
        if (!VehicleId.IsValid(id) || await calls.Find(kind.Name, id) is not { } entry) return Problem.NotFound(kind.Singular, id);
        var before = int.MaxValue;
        if (page.StartingAfter is { Length: > 0 } cursor && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            return Problem.Of(StatusCodes.Status400BadRequest, "wrong_type", "starting_after is a cursor of this list.", "starting_after");
        var newest = entry.Versions.Zip(entry.Versions.Prepend(null), Item).Where(item => item.Version < before).Reverse();
        return TypedResults.Ok(page.Of(newest, item => item.Version.ToString(CultureInfo.InvariantCulture)));
    }

    private static HistoryItem Item(CatalogueVersion version, CatalogueVersion? before) => new(
        version.Version, version.Change, version.EffectiveFrom, version.ChangedBy, version.ChangedAt, version.Reason, FieldChanges.Between(before?.Value, version.Value), version.Value);
}
