namespace Fleet.Cli.Up;

/// <summary>What <c>fleet up</c> was asked for.</summary>
internal sealed record UpOptions(
    string Root,
    string DataDirectory,
    TimeSpan? For,
    int Vehicles,
    int Seed,
    double Rate,
    string Profile,
    bool Simulate,
    bool Fresh,
    bool Json,
    bool Strict,
    int PortOffset,
    int? FaultSeed)
{
    /// <summary>Port of the mailbox's SMTP server.</summary>
    public int MailPort => 4025 + PortOffset;

    /// <summary>Port of the control endpoint and the mail page.</summary>
    public int ControlPort => ControlAddress.DefaultPort + PortOffset;

    /// <summary>Port of the payment provider.</summary>
    public int ProviderPort => 5091 + PortOffset;

    /// <summary>
    /// How long traffic is made: the run less what it takes to work off what was sent. Null for until it is stopped.
    /// </summary>
    public TimeSpan? Traffic => For is { } all ? all - TimeSpan.FromSeconds(Math.Clamp(all.TotalSeconds * 0.1, Math.Min(1, all.TotalSeconds / 2), 5)) : null;
}

/// <summary>Where the control endpoint is.</summary>
internal static class ControlAddress
{
    /// <summary>Port without an offset.</summary>
    public const int DefaultPort = 5090;

    /// <summary>Address for a port.</summary>
    public static Uri At(int port) => new($"http://127.0.0.1:{port}/");
}
