using Fleet.FineCollection.Domain.Life;

namespace Fleet.FineCollection.Fines.Desk;

/// <summary><c>POST /v1/fines/{id}/decisions</c>: decides the objection.</summary>
internal static class DecideObjection
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("decisions", "Decides the objection: upheld (the fine stands), reduced or dismissed (the fine falls).", Read, (body, _) => new FineCommand.Decide(body.Decision, body.PenaltyMinorUnits, body.Reason));

    /// <param name="Decision"><c>upheld</c> (the fine stands), <c>reduced</c> or <c>dismissed</c> (the fine falls).</param>
    /// <param name="PenaltyMinorUnits">The new penalty, only and always when reduced.</param>
    /// <param name="Reason">Goes into the notice, 1 to 1,000 characters.</param>
    internal sealed record DecisionBody(string Decision, long? PenaltyMinorUnits, string Reason);

    private static DecisionBody Read(BodyFields body)
    {
        var decision = body.Text("decision", 20);
        var penalty = body.Optional("penaltyMinorUnits", 1, BodyFields.MostMinorUnits);
        if (decision is not (Decisions.Upheld or Decisions.Reduced or Decisions.Dismissed))
            throw body.Wrong("out_of_range", "decision", $"is {Decisions.Upheld}, {Decisions.Reduced} or {Decisions.Dismissed}.");
        if (decision == Decisions.Reduced && penalty is null) throw body.Wrong("required", "penaltyMinorUnits", "is required when the fine is reduced.");
        if (decision != Decisions.Reduced && penalty is not null) throw body.Wrong("unknown_field", "penaltyMinorUnits", "is only given when the fine is reduced.");
        return new DecisionBody(decision, penalty, body.Text("reason", 1_000));
    }
}
