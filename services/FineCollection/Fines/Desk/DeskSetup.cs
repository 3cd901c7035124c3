using Fleet.FineCollection.Fines.Explaining;
using Fleet.FineCollection.Fines.Persons;

namespace Fleet.FineCollection.Fines.Desk;

/// <summary>What clients can do with one fine, and ask about it.</summary>
internal static class DeskSetup
{
    public static IServiceCollection AddDesk(this IServiceCollection services) =>
        services.AddSingleton<FineDoor>().AddSingleton<FineDesk>().AddSingleton<EvidenceFile>().AddSingleton<PersonFines>().AddSingleton<ErasePerson>();

    public static void MapDesk(this IEndpointRouteBuilder routes)
    {
        AuditFine.Map(routes);
        ExplainFine.Map(routes);
        PayFine.Map(routes);
        ReversePayment.Map(routes);
        RefundOverpayment.Map(routes);
        ObjectToFine.Map(routes);
        DecideObjection.Map(routes);
        NominateDriver.Map(routes);
        AssignOwner.Map(routes);
        ServeNotice.Map(routes);
        AgreeInstalments.Map(routes);
        WithdrawFine.Map(routes);
        WriteOffFine.Map(routes);
        ExportPerson.Map(routes);
        ErasePerson.Map(routes);
    }
}
