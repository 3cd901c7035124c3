namespace Fleet.Tests.Simulation.Year;

/// <summary>Which orders must be refused, and how: the table of the docs as sentences.</summary>
internal static class Refusal
{
    /// <summary>The code; null: it must be carried out.</summary>
    public static string? Of(Model model, string command, DateOnly today) => Of(model.State, command) ?? OfDays(model, command, today);

    private static string? OfDays(Model model, string command, DateOnly today) => command switch
    {
        "object" when model.HasObjected => "already_decided",
        "object" when today > model.ObjectUntil => "too_late",
        "nominate_driver" when today > model.NominateUntil => "too_late",
        "agree_instalments" when model.Law.MaxParts < 2 || model.Due < 2 => "instalments_not_offered",
        "refund" when model.Refundable == 0 => "nothing_refundable",
        _ => null,
    };

    private static string? Of(string state, string command) => (state, command) switch
    {
        (_, "pay" or "reverse_payment" or "refund") => null,
        ("referred", _) => "referred_to_prosecutor",
        ("dismissed" or "nominated" or "withdrawn" or "written_off" or "prescribed", _) => "closed",
        ("objected", "decide") => null,
        (_, "decide") => "no_objection",
        (_, "withdraw") => null,
        ("paid", _) => "already_paid",
        ("owner_unknown", "assign_owner" or "write_off") => null,
        ("owner_unknown", _) => "owner_unknown",
        (_, "assign_owner") => "owner_known",
        ("issued", "serve") => null,
        (_, "serve") => "already_served",
        ("objected", "object") => "already_objected",
        ("objected", _) => "objection_open",
        ("instalments", "agree_instalments") => "already_agreed",
        _ => null,
    };
}
