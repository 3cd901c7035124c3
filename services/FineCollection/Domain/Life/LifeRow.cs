namespace Fleet.FineCollection.Domain.Life;

/// <summary>What a state makes of a command: a function with the states that it can lead to, or a named refusal.</summary>
/// <param name="Do">The function; null: refused.</param>
/// <param name="To">States that it can lead to; empty: the state always stays.</param>
/// <param name="Refusal">Code of the refusal; null: not refused for the state.</param>
public sealed record Cell(Func<Turn, LifeOutcome>? Do, IReadOnlyList<string> To, string? Refusal);

/// <summary>A state's answers to all commands.</summary>
public sealed record LifeRow(
    Cell AssignOwner,
    Cell Serve,
    Cell PassTime,
    Cell Pay,
    Cell ReversePayment,
    Cell Refund,
    Cell Object,
    Cell Decide,
    Cell NominateDriver,
    Cell AgreeInstalments,
    Cell Withdraw,
    Cell WriteOff)
{
    /// <summary>The cells in the order of <see cref="CommandNames.All"/>.</summary>
    public IReadOnlyList<Cell> Cells { get; } =
        [AssignOwner, Serve, PassTime, Pay, ReversePayment, Refund, Object, Decide, NominateDriver, AgreeInstalments, Withdraw, WriteOff];
}
