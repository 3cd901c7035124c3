using Fleet.FineCollection.Domain;

namespace Fleet.Tests.Unit.FineCollection;

/// <summary>Tariffs without mistakes, of every structure, from a seed.</summary>
internal static class RandomTariffs
{
    private static readonly string[] Calendars = ["nl", "pt", "xa", "plain"];

    public static Tariff Of(Random random)
    {
        var rounding = Maybe(random, () => new Rounding(Pick(random, 1, 5, 100, 1_000), RoundingModes.All[random.Next(3)]));
        var bands = Bands(random, Math.Max(1_000, rounding?.ToMinorUnits ?? 1));
        var term = random.Next(1, 366);
        return new Tariff(
            Pick(random, "NL", "PT", "XA"), $"v-{random.Next(1_000)}", new DateOnly(2021, 1, 1).AddDays(random.Next(3_000)), Pick(random, "EUR", "SEK", "JPY"),
            term, random.Next(5_000), bands, bands[^1].ToExcessKmh + 1,
            Maybe(random, () => new[] { "a1", "a2" }), Maybe(random, () => new[] { "truck" }), Maybe(random, () => Pick(random, Calendars)),
            Maybe(random, () => new Terms(random.Next(2) == 0, random.Next(2) == 0, random.Next(2) == 0, random.Next(10), random.Next(1, 90), random.Next(1, 90), random.Next(1, 20), Pick(random, 0, 2, 12))),
            Maybe(random, () => new Discount(random.Next(1, term + 1), random.Next(1, 100))),
            Maybe(random, () => new Surcharge(random.Next(1, 100), random.Next(200), random.Next(10_000))),
            Maybe(random, () => new Surcharge(random.Next(1, 100), random.Next(200), random.Next(10_000))),
            random.Next(1_000), rounding, Note: Maybe(random, () => "Invented."));
    }

    // Every band begins with more than the one before can end with, whatever is rounded away.
    private static List<Band> Bands(Random random, int leap)
    {
        var bands = new List<Band>();
        var (from, amount) = (1, (long)leap);
        for (var left = random.Next(1, 8); left > 0; left--)
        {
            var band = new Band(from, from + random.Next(20), amount, random.Next(2) == 0 ? 0 : random.Next(1, 900));
            bands.Add(band);
            (from, amount) = (band.ToExcessKmh + 1, TariffAmounts.Unrounded(band, band.ToExcessKmh) + leap + random.Next(5_000));
        }

        return bands;
    }

    private static T? Maybe<T>(Random random, Func<T> make)
        where T : class => random.Next(2) == 0 ? make() : null;

    private static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];
}
