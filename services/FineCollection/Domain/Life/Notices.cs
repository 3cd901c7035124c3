using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>What a notice states of the terms.</summary>
public static class Notices
{
    /// <summary>Until when which lower amount suffices, and the last day to object; null when neither is to be stated.</summary>
    public static FineEventDetails? Terms(Fine fine, FineLaw law, DateOnly day)
    {
        var discounted = DiscountWindow.Suffices(fine, law, day);
        return fine.Terms is null
            ? null
            : new FineEventDetails(discounted, discounted is null ? null : fine.Terms.DiscountUntil, fine.Terms.ObjectUntil);
    }
}
