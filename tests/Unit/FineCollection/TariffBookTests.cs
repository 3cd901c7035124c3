using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;

namespace Fleet.Tests.Unit.FineCollection;

public sealed class TariffBookTests
{
    private static readonly TariffBook Book = new([
        Some.Tariff("all"),
        Some.Tariff("all-later", "2026-07-01"),
        Some.Tariff("truck") with { VehicleClasses = ["truck", "bus"] },
        Some.Tariff("road") with { Roads = ["a2-north"] },
        Some.Tariff("road-truck") with { Roads = ["a2-north"], VehicleClasses = ["truck"] },
        Some.Tariff("spring") with { Roads = ["a9"], EffectiveUntil = new DateOnly(2026, 5, 31) },
    ]);

    [Theory]
    [InlineData("a1", "car", "2026-03-01", "all")]
    [InlineData("a1", "car", "2026-07-01", "all-later")]
    [InlineData("a1", "truck", "2026-07-01", "truck")]
    [InlineData("a1", null, "2026-03-01", "all")]
    [InlineData("a2-north", null, "2026-07-01", "road")]
    [InlineData("a2-north", "bus", "2026-07-01", "road")]
    [InlineData("a2-north", "truck", "2026-07-01", "road-truck")]
    [InlineData(null, "truck", "2026-07-01", "truck")]
    [InlineData("a9", "car", "2026-05-31", "spring")]
    [InlineData("a9", "car", "2026-06-01", "all")]
    public void The_tariff_made_most_closely_for_a_case_counts(string? road, string? vehicleClass, string day, string version) =>
        Assert.Equal(version, Book.InEffect("NL", DateOnly.Parse(day), road, vehicleClass).Version);

    [Fact]
    public void A_fine_is_set_by_the_tariff_for_its_road_and_class()
    {
        var fine = FineDecision.Decide(Some.Violation() with { VehicleClass = "truck" }, Some.Owner, Book, Some.Now).Fine;
        Assert.Equal("road-truck", fine.TariffVersion);
        Assert.Equal("road-truck", FineLaw.Of(fine, Book).Tariff.Version);
    }

    [Fact]
    public void A_violation_that_only_tariffs_of_other_roads_could_judge_is_given_up_with_its_road_and_class()
    {
        var book = new TariffBook([Some.Tariff() with { Roads = ["a1"] }]);
        Assert.Contains("a2-north", TakeRules.Obstacle(Some.Violation(), book), StringComparison.Ordinal);
        Assert.Null(TakeRules.Obstacle(Some.Violation(), Book));
    }

    [Fact]
    public void A_version_that_is_gone_is_an_error_and_never_another_tariff() => Assert.Throws<NoTariffException>(() => Book.ByVersion("gone"));
}
