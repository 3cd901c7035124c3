namespace Fleet.VehicleTracking.Catalogue;

/// <summary>
/// What the files mean for the catalogue: until somebody changes a kind over the API, it is what the files say, for all
/// time unless they say since when. What a file no longer names is retired.
/// </summary>
internal static class Seeding
{
    /// <summary>Who has made a change that came from a file.</summary>
    public const string By = "file";

    /// <summary>Takes what <paramref name="file"/> says and gives back what the rest of the catalogue does not allow.</summary>
    public static async Task<IReadOnlyList<ChangeOutcome>> Take(CatalogueTurn turn, CatalogueRequest file)
    {
        var wanted = await Changes(turn, file);
        var outcomes = await turn.Take(file, wanted);

        // A camera that moved to another road is free only when its old road was taken too: so what was refused has a second try.
        var again = wanted.Zip(outcomes).Where(pair => pair.Second.Result == ChangeResult.Refused).Select(pair => pair.First).ToList();
        return [.. (await turn.Take(file, again)).Where(outcome => outcome.Result == ChangeResult.Refused)];
    }

    private static async Task<List<WantedChange>> Changes(CatalogueTurn turn, CatalogueRequest file)
    {
        var named = file.Changes.Select(change => change.Id).ToHashSet(StringComparer.Ordinal);
        var gone = (await turn.All(file.Kind)).Where(entry => entry.Latest.Value is not null && !named.Contains(entry.Id));
        return [.. gone.Select(entry => new WantedChange(entry.Id, null, Always: true)), .. file.Changes.Select(change => change with { Always = change.EffectiveFrom is null })];
    }
}
