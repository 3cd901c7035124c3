using Dapr.Actors.Runtime;
using Fleet.FineCollection.Tariffs.Comparisons;

namespace Fleet.FineCollection.Tariffs.Api;

/// <summary>The tariffs' part of the service.</summary>
internal static class TariffApi
{
    /// <exception cref="TariffMistakesException">The tariffs have mistakes: nobody is fined by them.</exception>
    public static void Add(WebApplicationBuilder builder) => builder.Services
        .AddSingleton(TariffFiles.Load(Folder(builder.Configuration, "Folder", "data"), Folder(builder.Configuration, "Calendars", "calendars")))
        .AddSingleton(ComparisonSettings.Of(builder.Configuration))
        .AddSingleton<ComparedFines>();

    public static void Register(ActorRegistrationCollection actors) => actors.RegisterActor<ComparisonActor>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        ListTariffs.Map(routes);
        ValidateTariff.Map(routes);
        AssessTariff.Map(routes);
        CompareTariffs.Map(routes);
    }

    private static string Folder(ConfigurationManager configuration, string setting, string shipped) =>
        configuration["Tariffs:" + setting] ?? Path.Combine(AppContext.BaseDirectory, "Tariffs", shipped);
}
