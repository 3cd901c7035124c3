namespace Fleet.FineCollection.Domain.Life;

/// <summary>Why a state forbids a command, by code.</summary>
public static class Refusals
{
    /// <summary>What a person reads.</summary>
    public static string Text(string code) => code switch
    {
        "owner_unknown" => "Nobody is known yet who could be told of this fine.",
        "owner_known" => "The fine has a recipient.",
        "already_served" => "The notice was served, or counts as served.",
        "no_objection" => "No objection is open.",
        "already_objected" => "An objection is open.",
        "objection_open" => "An objection is open; it has to be decided first.",
        "already_agreed" => "A plan to pay in parts runs.",
        "already_paid" => "Nothing is due any more because the fine was paid.",
        "closed" => "The fine is closed: nothing is asked any more.",
        "referred_to_prosecutor" => "The case is with the prosecutor; there is no amount.",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not a refusal of the table."),
    };
}
