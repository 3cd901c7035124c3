using Fleet.FineCollection.Domain.Life;

namespace Fleet.Tests.Unit.FineCollection.Life;

/// <summary>Ways through which a fine really comes into a state.</summary>
internal static class LifeWays
{
    public static ALife To(string state) => state switch
    {
        FineStates.OwnerUnknown => new ALife(isOwnerKnown: false),
        FineStates.Referred => new ALife(excessKmh: 40),
        FineStates.Issued => new ALife(),
        FineStates.Instalments => new ALife().Until(FineStates.Served).Agree(3),
        FineStates.Objected => new ALife().Until(FineStates.DiscountWindow).Object(),
        FineStates.Paid => new ALife().Until(FineStates.Served).Pay(12_900),
        FineStates.Dismissed => new ALife().Object().Decide(Decisions.Dismissed),
        FineStates.Nominated => new ALife().Do(new FineCommand.NominateDriver(Some.Owner with { OwnerId = "own_2" })),
        FineStates.Withdrawn => new ALife().Do(new FineCommand.Withdraw("mistake")),
        FineStates.WrittenOff => new ALife().Until(FineStates.InCollection).Pay(100, "pay_0").Do(new FineCommand.WriteOff("nobody there")),
        _ => new ALife().Until(state),
    };

    /// <summary>A command of each name that nothing but the state can be against.</summary>
    public static FineCommand Command(string name, ALife life) => name switch
    {
        "assign_owner" => new FineCommand.AssignOwner(Some.Owner),
        "serve" => new FineCommand.Serve(life.Today),
        "pass_time" => new FineCommand.PassTime(life.Fine.Sequence),
        "pay" => ALife.Payment(200, "pay_9", life.Today),
        "reverse_payment" => new FineCommand.ReversePayment("pay_8", "no cover"),
        "refund" => new FineCommand.Refund("ref_1", new Contracts.FineCollection.Money(100, "EUR")),
        "object" => new FineCommand.Object("why"),
        "decide" => new FineCommand.Decide(Decisions.Upheld, null, "because"),
        "nominate_driver" => new FineCommand.NominateDriver(Some.Owner with { OwnerId = "own_2" }),
        "agree_instalments" => new FineCommand.AgreeInstalments(2, life.Today.AddDays(5)),
        "withdraw" => new FineCommand.Withdraw("mistake"),
        _ => new FineCommand.WriteOff("nobody there"),
    };
}
