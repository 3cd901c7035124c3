using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>What a command does to a fine.</summary>
public abstract record LifeOutcome
{
    /// <summary>The fine is another one now.</summary>
    /// <param name="Fine">The fine after it, with its postings and its entry in the trail.</param>
    /// <param name="Events">What to tell; may be empty.</param>
    /// <param name="Successor">The fine that is to be set for a nominated driver; null otherwise.</param>
    public sealed record Changed(Fine Fine, IReadOnlyList<FineEvent> Events, Successor? Successor = null) : LifeOutcome;

    /// <summary>Nothing to do: no deadline has passed, or the command was carried out before.</summary>
    public sealed record Unchanged : LifeOutcome;

    /// <summary>The state of the fine, or what it is asked for, forbids it.</summary>
    /// <param name="Code">Stable snake_case reason.</param>
    /// <param name="Detail">What is wrong and what would be right.</param>
    /// <param name="Param">The offending field; null when the state forbids the command.</param>
    /// <param name="Allowed">Commands that this state allows.</param>
    public sealed record Refused(string Code, string Detail, string? Param, IReadOnlyList<string> Allowed) : LifeOutcome;
}
