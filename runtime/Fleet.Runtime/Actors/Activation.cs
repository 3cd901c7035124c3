namespace Fleet.Runtime.Actors;

/// <summary>An actor that is active in an app: its turns, and when it was last called.</summary>
internal sealed class Activation(ActorKey actor, ActorTypeConfig config) : IDisposable
{
    private readonly CancellationTokenSource cutShort = new();

    public ActorKey Actor { get; } = actor;

    public ActorTypeConfig Config { get; } = config;

    public TurnLock Turns { get; } = new(config.MaxStackDepth);

    /// <summary>Timestamp of the end of the last call.</summary>
    public long LastCalled { get; set; }

    /// <summary>Cancelled when a call in progress is no longer waited for.</summary>
    public CancellationToken CutShort => cutShort.Token;

    /// <summary>No longer waits for a call in progress, nor for one that comes yet.</summary>
    public void Cut()
    {
        try
        {
            cutShort.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call has ended meanwhile, and the actor has gone.
        }
    }

    public void Dispose() => cutShort.Dispose();
}
