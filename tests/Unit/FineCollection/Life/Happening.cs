using Fleet.Contracts.FineCollection;
using Fleet.FineCollection.Domain.Life;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Tests.Unit.FineCollection.Life;

/// <summary>An order with its choices still open, so that it fits the fine that it meets.</summary>
internal sealed record Happening(int Kind, int Pick, int Minutes)
{
    public static Gen<Happening> Any =>
        from kind in Gen.Frequency((40, Gen.Choose(0, 17)), (1, Gen.Choose(18, 19)))
        from pick in Gen.Choose(0, 9_999)
        from minutes in Gen.Frequency((3, Gen.Constant(0)), (3, Gen.Choose(0, 60 * 24 * 10)), (4, Gen.Constant(-1)), (1, Gen.Choose(0, 60 * 24 * 200)))
        select new Happening(kind, pick, minutes);

    public DateTimeOffset At(ALife life)
    {
        if (Minutes >= 0) return life.Now.AddMinutes(Minutes);
        return life.Fine.Terms?.NextStepAt is { } next && next > life.Now ? next : life.Now.AddHours(1);
    }

    public FineCommand Order(ALife life) => Kind switch
    {
        0 => new FineCommand.AssignOwner(Some.Owner),
        1 => new FineCommand.Serve(life.Today.AddDays(-(Pick % 4))),
        2 or 3 or 4 or 5 or 6 => new FineCommand.PassTime(life.Fine.Sequence),
        7 or 8 or 9 => ALife.Payment(Amount(life), $"pay_{Pick % 40}", life.Today.AddDays(1 - (Pick % 60))),
        10 or 11 or 12 => new FineCommand.ReversePayment(Known(life), "no cover"),
        13 or 14 => new FineCommand.Refund($"ref_{Pick % 40}", new Money(Pick % 2 == 0 ? Math.Max(1, life.Refundable) : 1 + (Pick % 5_000), "EUR")),
        15 => new FineCommand.Object("why"),
        16 => new FineCommand.Decide(Decision, Decision == Decisions.Reduced ? 1 + Pick : null, "because"),
        17 => new FineCommand.AgreeInstalments(2 + (Pick % 5), life.Today.AddDays(Pick % 40)),
        18 => new FineCommand.WriteOff("gone"),
        _ => Pick % 2 == 0 ? new FineCommand.Withdraw("mistake") : new FineCommand.NominateDriver(Some.Owner with { OwnerId = "own_2" }),
    };

    private string Decision => (Pick % 5) switch { 0 => Decisions.Dismissed, 1 or 2 => Decisions.Reduced, _ => Decisions.Upheld };

    private long Amount(ALife life) => (Pick % 4) switch
    {
        0 => Math.Max(1, life.Due),
        1 => Math.Max(1, life.Due - 3_000),
        2 => Math.Max(1, life.Due + (Pick % 300)),
        _ => 1 + (Pick % 3_000),
    };

    private string Known(ALife life) =>
        life.Fine.Payments is { Count: > 0 } payments ? payments[Pick % payments.Count].Id : "pay_none";
}
