using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Contracts;
using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Calendars;
using Fleet.FineCollection.Tariffs;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Tests.Unit.FineCollection;

public sealed class TariffValidationTests
{
    private static readonly JsonSerializerOptions Indented = new(ContractJson.Options) { WriteIndented = true };
    private static readonly IReadOnlyCollection<LegalCalendar> Calendars = Some.Shipped().Calendars;

    /// <summary>Ways to spoil a tariff, and the field that is to be blamed.</summary>
    private static readonly IReadOnlyList<(string Field, Action<JsonObject> Spoil)> Mutations =
    [
        ("jurisdiction", json => json["jurisdiction"] = ""),
        ("version", json => json["version"] = "a b"),
        ("version", json => json.Remove("version")),
        ("effectiveFrom", json => json["effectiveFrom"] = "2026-02-30"),
        ("effectiveFrom", json => json["effectiveFrom"] = 2026),
        ("effectiveUntil", json => json["effectiveUntil"] = "2020-12-31"),
        ("currency", json => json["currency"] = "EURO"),
        ("currency", json => json["currency"] = "QQQ"),
        ("paymentTermDays", json => json["paymentTermDays"] = 366),
        ("paymentTermDays", json => json["paymentTermDays"] = "30"),
        ("administrationFeeMinorUnits", json => json["administrationFeeMinorUnits"] = -1),
        ("administrationFeeMinorUnits", json => json["administrationFeeMinorUnits"] = 9.5),
        ("dishonourFeeMinorUnits", json => json["dishonourFeeMinorUnits"] = 1_000_000_000_001),
        ("bands", json => json["bands"] = new JsonArray()),
        ("bands", json => json["bands"] = "none"),
        ("bands[0].fromExcessKmh", json => Band(json, 0)["fromExcessKmh"] = 0),
        ("bands[0].amountMinorUnits", json => Band(json, 0)["amountMinorUnits"] = 0),
        ("bands[0].perKmhMinorUnits", json => Band(json, 0)["perKmhMinorUnits"] = -1),
        ("bands[0].amount", json => Band(json, 0)["amount"] = 1),
        ("bands[^].fromExcessKmh", json => Last(json)["fromExcessKmh"] = Number(Last(json), "fromExcessKmh") + 1),
        ("bands[^].fromExcessKmh", json => Last(json)["fromExcessKmh"] = Number(Last(json), "fromExcessKmh") - 1),
        ("bands[^].toExcessKmh", json => Last(json)["toExcessKmh"] = 1_001),
        ("bands[^].toExcessKmh", json => Last(json)["toExcessKmh"] = Number(Last(json), "fromExcessKmh") - 1),
        ("referFromExcessKmh", json => json["referFromExcessKmh"] = Number(json, "referFromExcessKmh") + 1),
        ("referFromExcessKmh", json => json["referFromExcessKmh"] = Number(json, "referFromExcessKmh") - 1),
        ("roads", json => json["roads"] = new JsonArray()),
        ("roads[1]", json => json["roads"] = new JsonArray("a1", "a1")),
        ("roads[0]", json => json["roads"] = new JsonArray(1)),
        ("vehicleClasses[0]", json => json["vehicleClasses"] = new JsonArray("Truck")),
        ("calendar", json => json["calendar"] = "moon"),
        ("terms.serviceDays", json => json["terms"] = new JsonObject { ["serviceDays"] = -1 }),
        ("terms.maxInstalments", json => json["terms"] = new JsonObject { ["maxInstalments"] = 1 }),
        ("terms.businessDays", json => json["terms"] = new JsonObject { ["businessDays"] = "yes" }),
        ("terms.holidays", json => json["terms"] = new JsonObject { ["holidays"] = true }),
        ("discount.percent", json => json["discount"] = new JsonObject { ["withinDays"] = 1, ["percent"] = 100 }),
        ("discount.withinDays", json => json["discount"] = new JsonObject { ["withinDays"] = Number(json, "paymentTermDays") + 1, ["percent"] = 10 }),
        ("discount.percent", json => json["discount"] = new JsonObject { ["withinDays"] = 1 }),
        ("firstReminder.termDays", json => json["firstReminder"] = new JsonObject { ["termDays"] = 0 }),
        ("finalReminder.percent", json => json["finalReminder"] = new JsonObject { ["termDays"] = 1, ["percent"] = -1 }),
        ("rounding.mode", json => json["rounding"] = new JsonObject { ["toMinorUnits"] = 1, ["mode"] = "bankers" }),
        ("rounding.toMinorUnits", json => json["rounding"] = new JsonObject { ["toMinorUnits"] = 0 }),
        ("surprise", json => json["surprise"] = 1),
    ];

    [Fact]
    public void A_random_valid_tariff_loads_as_it_was_written() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var tariff = RandomTariffs.Of(new Random(seed));
        var source = TariffFiles.Read("random.json", JsonSerializer.Serialize(tariff, Indented), Calendars);
        Assert.Empty(source.Mistakes);
        Assert.Equal(JsonSerializer.Serialize(tariff, Indented), JsonSerializer.Serialize(source.Value, Indented));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_random_single_mistake_is_refused_with_its_field_and_line() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, Mutations.Count - 1).ToArbitrary(), Refused).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Every_kind_of_mistake_is_refused_with_its_field_and_line() => Assert.All(Enumerable.Range(0, Mutations.Count), mutation => Refused(4_711, mutation));

    [Fact]
    public void Faster_is_never_cheaper_under_any_tariff_that_loads() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var tariff = RandomTariffs.Of(new Random(seed));
        var penalties = Enumerable.Range(1, tariff.ReferFromExcessKmh - 1).Select(excess => ((Assessment.Fine)Assessment.Of(tariff, excess)).Penalty.MinorUnits).ToList();
        Assert.Equal(penalties.Order(), penalties);
        Assert.True(penalties[0] > 0);
    }).QuickCheckThrowOnFailure();

    [Theory]
    // Steps within a band pass what the next one begins with.
    [InlineData(1_000, 100, 1_800, 1, "half-up", "bands[1].amountMinorUnits")]
    [InlineData(1_000, 100, 1_900, 1, "half-up", null)]
    // Rounding up takes the end of the first band above the second.
    [InlineData(1_000, 101, 1_950, 100, "up", "bands[1].amountMinorUnits")]
    [InlineData(1_000, 101, 1_950, 100, "down", null)]
    // All of it is rounded away.
    [InlineData(40, 1, 2_000, 100, "down", "bands[0].amountMinorUnits")]
    public void An_amount_never_falls_from_the_end_of_a_band_to_the_next(long amount, long perKmh, long next, int step, string mode, string? field)
    {
        var tariff = Some.Tariff() with
        {
            Bands = [new Band(1, 10, amount, perKmh), new Band(11, 30, next)],
            Rounding = new Rounding(step, mode),
        };
        var mistakes = TariffRules.Broken(tariff, Calendars).ToList();
        Assert.Equal(field is null ? [] : [(field, "falling_amount")], mistakes.Select(mistake => (mistake.Field, mistake.Code)));
    }

    [Fact]
    public void All_mistakes_of_a_file_are_told_at_once_each_with_its_line()
    {
        const string Text = """
            {
              "jurisdiction": "NL",
              "version": "v1",
              "effectiveFrom": "soon",
              "currency": "euro",
              "paymentTermDays": 56,
              "bands": [
                { "fromExcessKmh": 1, "toExcessKmh": 10, "amountMinorUnits": 5000 },
                { "fromExcessKmh": 10, "toExcessKmh": 30, "amountMinorUnits": 4000, "amountMinorUnits": 4000 }
              ],
              "referFromExcessKmh": 32,
              "rounding": { "mode": "bankers" }
            }
            """;
        Assert.Equal(
            [
                (1, "administrationFeeMinorUnits", "required"), (4, "effectiveFrom", "wrong_type"), (5, "currency", "unknown_currency"),
                (9, "bands[1].amountMinorUnits", "twice"), (9, "bands[1].fromExcessKmh", "overlap"), (11, "referFromExcessKmh", "gap"), (12, "rounding.mode", "unknown_mode"),
            ],
            TariffFiles.Read("bad.json", Text, []).Mistakes.Select(mistake => ((int)mistake.Line!, mistake.Field!, mistake.Code)).OrderBy(one => one.Item1).ThenBy(one => one.Item2, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"nl\"")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    public void What_is_no_object_is_one_mistake(string text) => Assert.Single(TariffFiles.Read("bad.json", text, []).Mistakes);

    [Fact]
    public void Two_tariffs_that_could_both_judge_a_case_are_refused()
    {
        Tariff[] tariffs =
        [
            Some.Tariff("all"),
            Some.Tariff("a1") with { Roads = ["a1", "a2"] },
            Some.Tariff("a2") with { Roads = ["a2", "a3"] },
            Some.Tariff("a4") with { Roads = ["a4"] },
            Some.Tariff("a2-later", "2026-07-01") with { Roads = ["a2"] },
            Some.Tariff("all", jurisdiction: "PT"),
        ];
        Assert.Equal([("a2", "a1", "ambiguous_selector"), ("all", "all", "duplicate_version")],
            TariffConflicts.Between(tariffs).Select(conflict => (conflict.Tariff.Version, conflict.Other.Version, conflict.Mistake.Code)));
    }

    private static void Refused(int seed, int mutation)
    {
        var json = JsonSerializer.SerializeToNode(RandomTariffs.Of(new Random(seed)), ContractJson.Options)!.AsObject();
        var last = json["bands"]!.AsArray().Count - 1;
        Mutations[mutation].Spoil(json);
        var field = Mutations[mutation].Field.Replace("^", $"{last}", StringComparison.Ordinal);
        var text = json.ToJsonString(Indented);
        // One mistake makes one line, and nothing that follows from it is blamed beside.
        var mistake = Assert.Single(TariffFiles.Read("bad.json", text, Calendars).Mistakes);
        Assert.Equal(field, mistake.Field);
        Assert.Contains(Leaf(field, json), text.Split('\n')[(int)mistake.Line! - 1], StringComparison.Ordinal);
    }

    // What stands in the line of a field: its name; of an entry the entry, of what is not there the beginning of what should hold it.
    private static string Leaf(string field, JsonObject json)
    {
        if (field.EndsWith(']')) return "";
        var (holder, name) = field.LastIndexOf('.') is var dot and >= 0 ? (field[..dot], field[(dot + 1)..]) : ("", field);
        var node = holder.Length == 0 ? json : holder.StartsWith("bands", StringComparison.Ordinal) ? Band(json, int.Parse(holder[6..^1])) : json[holder]!.AsObject();
        return node.ContainsKey(name) ? $"\"{name}\"" : "{";
    }

    private static JsonObject Band(JsonObject json, int index) => json["bands"]!.AsArray()[index]!.AsObject();

    private static JsonObject Last(JsonObject json) => json["bands"]!.AsArray()[^1]!.AsObject();

    private static int Number(JsonObject json, string name) => json[name]!.GetValue<int>();
}
