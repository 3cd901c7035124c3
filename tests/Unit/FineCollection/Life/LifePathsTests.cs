using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Domain.Life;
using FsCheck.Fluent;

namespace Fleet.Tests.Unit.FineCollection.Life;

public sealed class LifePathsTests
{
    [Fact]
    public void Every_path_of_the_table_is_taken_by_some_life()
    {
        var open = LifePaths.All.ToHashSet();
        open.Remove(PaidByLateService());
        for (var seed = 0; seed < 60 && open.Count > 0; seed++)
        {
            foreach (var happenings in Happening.Any.ListOf(60).Sample(200, new FsCheck.Rnd((ulong)seed), 50)) open.ExceptWith(Taken(happenings, seed));
        }

        Assert.True(open.Count == 0, string.Join("\n", open));
    }

    private static IEnumerable<LifePath> Taken(IEnumerable<Happening> happenings, int seed)
    {
        var life = new ALife(Tariff(seed), isOwnerKnown: seed % 5 > 0);
        foreach (var happening in happenings)
        {
            life.Now = happening.At(life);
            var (from, order) = (life.Fine.State, happening.Order(life));
            if (life.Try(order) is LifeOutcome.Changed) yield return new LifePath(from, CommandNames.Of(order), life.Fine.State);
        }
    }

    /// <summary>The discounted amount came a day late, but the notice proves to have been served later than it would have counted as served.</summary>
    private static LifePath PaidByLateService()
    {
        var life = new ALife(Tariff(2)).Days(30).Pay(9_900, valueDate: new DateOnly(2026, 4, 2)).Is(FineStates.Issued);
        life.Do(new FineCommand.Serve(new DateOnly(2026, 3, 20))).Is(FineStates.Paid);
        return new LifePath(FineStates.Issued, "serve", FineStates.Paid);
    }

    // Long terms to object and nominate, and claims that soon grow old, bring fines into every corner.
    private static Tariff Tariff(int seed) => ALife.Tariff(hasDiscount: seed % 4 > 0) with
    {
        PaymentTermDays = seed % 2 == 0 ? 56 : 300,
        Terms = new Terms(FromService: seed % 2 == 0, ObjectionDays: 700, NominationDays: 700, PrescriptionYears: 1),
    };
}

/// <summary>A change of state that the table allows.</summary>
internal sealed record LifePath(string From, string Command, string To);

/// <summary>All of them.</summary>
internal static class LifePaths
{
    public static IEnumerable<LifePath> All =>
        from state in FineStates.All
        from command in CommandNames.All
        from target in LifeTable.Of(state, command).To
        select new LifePath(state, command, target);
}
