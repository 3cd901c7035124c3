using System.Text.Json;
using Fleet.Contracts;
using Fleet.VehicleTracking.Catalogue.Kinds;
using Fleet.VehicleTracking.Reference;

namespace Fleet.VehicleTracking.Catalogue.Import;

/// <summary>Who imports a file, and how.</summary>
internal sealed record ImportOrder(string By, string? Reason, DateTimeOffset? EffectiveFrom, bool DryRun);

/// <summary>
/// Takes the good entries of a file, some thousand a transaction: those of one page together, so that no page is written
/// twice. The same file again changes nothing, so an import that broke off is simply repeated.
/// </summary>
internal sealed class ImportFile(CatalogueCalls calls, CatalogueCopy copy, ReferenceBook book)
{
    private const int ChangesATurn = 2_000;
    private const int MostMistakes = 1_000;

    public async Task<ImportResult> Take(CatalogueKind kind, IReadOnlyList<ImportRow> rows, ImportOrder order, CancellationToken cancellation)
    {
        var mistakes = new List<ImportMistake>();
        var world = book.Current;
        var good = rows.Select(row => (row, change: Read(kind, row, order, world, mistakes))).Where(pair => pair.change is not null).ToList();
        var ordered = kind.Name is CatalogueKeys.Roads or CatalogueKeys.Tolerances ? good : good.OrderBy(pair => CatalogueKeys.PageNumber(kind.Name, pair.change!.Id)).ToList();
        var results = new int[Enum.GetValues<ChangeResult>().Length];
        foreach (var part in ordered.Chunk(ChangesATurn))
        {
            var request = new CatalogueRequest(kind.Name, [.. part.Select(pair => pair.change!)], order.By, order.Reason, order.DryRun);
            foreach (var ((row, _), outcome) in part.Zip((await calls.Change(request)).Outcomes))
            {
                results[(int)outcome.Result]++;
                if (outcome.Result == ChangeResult.Refused) mistakes.Add(new ImportMistake(row.Lines[0], outcome.Param, outcome.Code!, outcome.Detail!));
            }
        }

        if (!order.DryRun && good.Count > 0) await copy.Refresh(cancellation);
        return new ImportResult(
            order.DryRun, results[(int)ChangeResult.Created], results[(int)ChangeResult.Changed], results[(int)ChangeResult.Unchanged],
            rows.Count - good.Count + results[(int)ChangeResult.Refused], [.. mistakes.OrderBy(mistake => mistake.Line).Take(MostMistakes)]);
    }

    private static WantedChange? Read(CatalogueKind kind, ImportRow row, ImportOrder order, ReferenceSnapshot world, List<ImportMistake> all)
    {
        if (row.Mistake is { } unreadable) all.Add(unreadable);
        if (row.Json is null) return null;
        var mistakes = new List<EntryMistake>();
        var (id, value) = kind.Read(JsonSerializer.SerializeToElement(row.Json, ContractJson.Options), null, world, mistakes);
        all.AddRange(mistakes.Select(mistake => new ImportMistake(LineOf(row, mistake.Param), mistake.Param, mistake.Code, mistake.Detail)));
        return mistakes.Count > 0 ? null : new WantedChange(id, value, order.EffectiveFrom);
    }

    // The third camera of a road stands in the third of its lines.
    private static int LineOf(ImportRow row, string? field)
    {
        var open = field?.IndexOf('[', StringComparison.Ordinal) ?? -1;
        return row.Lines.Count > 1 && open > 0 && int.TryParse(field.AsSpan(open + 1, field!.IndexOf(']', StringComparison.Ordinal) - open - 1), out var index) && index < row.Lines.Count
            ? row.Lines[index]
            : row.Lines[0];
    }
}
