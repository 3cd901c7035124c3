namespace Fleet.FineCollection.Domain.Life;

/// <summary>Names of commands in the trail, in refusals and in the table.</summary>
public static class CommandNames
{
    /// <summary>The first line of every trail: the fine is set.</summary>
    public const string Issue = "issue";

    /// <summary>All commands, in the order of the table's columns.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "assign_owner", "serve", "pass_time", "pay", "reverse_payment", "refund", "object", "decide", "nominate_driver", "agree_instalments", "withdraw",
        "write_off",
    ];

    /// <summary>The name of a command.</summary>
    public static string Of(FineCommand command) => command switch
    {
        FineCommand.AssignOwner => "assign_owner",
        FineCommand.Serve => "serve",
        FineCommand.PassTime => "pass_time",
        FineCommand.Pay => "pay",
        FineCommand.ReversePayment => "reverse_payment",
        FineCommand.Refund => "refund",
        FineCommand.Object => "object",
        FineCommand.Decide => "decide",
        FineCommand.NominateDriver => "nominate_driver",
        FineCommand.AgreeInstalments => "agree_instalments",
        FineCommand.Withdraw => "withdraw",
        FineCommand.WriteOff => "write_off",
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "Not a command of the table."),
    };
}
