namespace Fleet.Cli.Up;

/// <summary>Where a person watches.</summary>
internal interface IUpView
{
    /// <summary>Says something once.</summary>
    void Say(string text);

    /// <summary>Shows snapshot after snapshot until <paramref name="until"/> is cancelled.</summary>
    Task WatchAsync(Func<CancellationToken, Task<Snapshot>> take, CancellationToken until);
}
