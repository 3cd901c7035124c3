using Fleet.ServiceDefaults;

namespace Fleet.FineCollection.OwnerRequests;

/// <summary>The work list of fines whose owner is not known.</summary>
internal static class OwnerRequestsRegistration
{
    private static readonly TimeSpan RecheckInterval = TimeSpan.FromHours(6);

    /// <summary>Services.</summary>
    public static IServiceCollection AddOwnerRequests(this IServiceCollection services) => services
        .AddSingleton<OwnerAssignment>()
        .AddSingleton<RecheckOwners>()
        .AddPeriodicStep("ask for owners again", RecheckInterval, (provider, stop) => provider.GetRequiredService<RecheckOwners>().Run("owner-recheck", stop));

    /// <summary>Routes.</summary>
    public static void MapOwnerRequests(this IEndpointRouteBuilder routes)
    {
        ListOwnerRequests.Map(routes);
        ExportOwnerRequests.Map(routes);
        FillOwnerRequests.Map(routes);
        RecheckOwners.Map(routes);
    }
}
