using Dapr.Client;
using Fleet.ServiceDefaults;
using Fleet.VehicleTracking.Catalogue.Import;
using Fleet.VehicleTracking.Catalogue.Kinds;
using Fleet.VehicleTracking.Reference;

namespace Fleet.VehicleTracking.Catalogue.Api;

/// <summary>The catalogue's part of the service.</summary>
internal static class CatalogueApi
{
    // How long a change that another instance made goes unseen here.
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(2);

    public static void AddCatalogue(WebApplicationBuilder builder)
    {
        // A mistake in a file stops the start, though the file may not count any more.
        ReferenceData.Load(builder.Configuration);
        builder.Services.AddSingleton(new ReferenceBook(first: null));
        builder.Services.AddSingleton<CatalogueCalls>().AddSingleton<CatalogueCopy>().AddSingleton<CatalogueEditor>().AddSingleton<ChangeEntry>().AddSingleton<ImportFile>();
        builder.Services.AddStartupStep("read the catalogue", Load);
        builder.Services.AddPeriodicStep("take what other instances changed in the catalogue", RefreshInterval, Refresh);
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        foreach (var kind in CatalogueKinds.All)
        {
            ListEntries.Map(api, kind);
            GetEntry.Map(api, kind);
            ChangeEntry.Map(api, kind);
            GetHistory.Map(api, kind);
            PostImport.Map(api, kind);
        }

        Cameras.Map(api);
        Limits.Map(api);
    }

    // Before the start-up step has read it there is nothing to read again.
    private static Task Refresh(IServiceProvider services, CancellationToken cancellation) =>
        services.GetRequiredService<CatalogueCopy>() is { IsLoaded: true } copy ? copy.Refresh(cancellation) : Task.CompletedTask;

    private static async Task Load(IServiceProvider services, CancellationToken cancellation)
    {
        await services.GetRequiredService<DaprClient>().WaitForSidecarAsync(cancellation);
        await services.GetRequiredService<CatalogueCopy>().Load(SeedFiles.Read(services.GetRequiredService<IConfiguration>()), cancellation);
    }
}
