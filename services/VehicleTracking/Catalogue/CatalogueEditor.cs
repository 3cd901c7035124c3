namespace Fleet.VehicleTracking.Catalogue;

/// <summary>Changes the catalogue and lets this instance hear of it before it answers; the others do within two seconds.</summary>
internal sealed class CatalogueEditor(CatalogueCalls calls, CatalogueCopy copy, ILogger<CatalogueEditor> log)
{
    public async Task<IReadOnlyList<ChangeOutcome>> Change(CatalogueRequest request, CancellationToken cancellation)
    {
        var outcomes = (await calls.Change(request)).Outcomes;
        if (!request.DryRun && outcomes.Any(outcome => outcome.Result is ChangeResult.Created or ChangeResult.Changed or ChangeResult.Retired)) await Hear(cancellation);
        return outcomes;
    }

    // The change is saved whatever happens here, and the next look at the catalogue finds it.
    private async Task Hear(CancellationToken cancellation)
    {
        try
        {
            await copy.Refresh(cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            log.LogWarning("A change of the catalogue is saved and counts here in two seconds: {Reason}", failure.Message);
        }
    }
}
