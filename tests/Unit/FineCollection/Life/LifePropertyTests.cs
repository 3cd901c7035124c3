using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Tests.Unit.FineCollection.Life;

public sealed class LifePropertyTests
{
    private static readonly string[] Tariffs = ["discount", "none", "business days"];

    [Fact]
    public void Whatever_happens_in_any_order_at_any_time_every_law_of_a_fine_holds() =>
        Prop.ForAll(Lives(), happenings => Live(happenings)).Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithEndSize(60));

    private static void Live((int Tariff, bool IsOwnerKnown, Happening[] Happenings) lived)
    {
        var life = new ALife(Tariff(Tariffs[lived.Tariff]), isOwnerKnown: lived.IsOwnerKnown);
        Laws.Check(life.Fine, life.Law);
        foreach (var (index, happening) in lived.Happenings.Index())
        {
            life.Now = happening.At(life);
            Give(life, happening.Order(life), $"ord_{index}");
        }
    }

    private static void Give(ALife life, FineCommand command, string cause)
    {
        var before = life.Fine;
        switch (life.Try(command, cause))
        {
            case LifeOutcome.Changed changed:
                Laws.Check(before, life.Fine, life.Law);
                Assert.Contains(life.Fine.State, LifeTable.Of(before.State, CommandNames.Of(command)).To.Append(before.State));
                Assert.Equal(changed.Events.Count, changed.Events.Select(told => told.EventId).Distinct().Count());
                Assert.All(changed.Events, told => Assert.Equal((life.Fine.Sequence, life.Due), (told.Sequence, told.Amount?.MinorUnits ?? 0)));
                Assert.IsType<LifeOutcome.Unchanged>(life.Try(command, cause));
                break;
            case LifeOutcome.Refused refused:
                Assert.NotEmpty(refused.Code);
                break;
        }
    }

    private static Tariff Tariff(string kind) => kind switch
    {
        "none" => Some.Tariff(),
        "discount" => ALife.Tariff(),
        _ => ALife.Tariff() with
        {
            Terms = new Terms(BusinessDays: true, FromService: true, EndsOnBusinessDay: true, PrescriptionYears: 1, MaxInstalments: 5),
            Rounding = new Rounding(100, RoundingModes.Down),
        },
    };

    private static Arbitrary<(int Tariff, bool IsOwnerKnown, Happening[] Happenings)> Lives() =>
        (from tariff in Gen.Choose(0, Tariffs.Length - 1)
         from known in Gen.Choose(0, 5)
         from happenings in Happening.Any.ListOf()
         select (tariff, known > 0, happenings.ToArray())).ToArbitrary();
}
