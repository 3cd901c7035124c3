namespace Fleet.Runtime.Resiliency;

/// <summary>What one try brought: an outcome and its HTTP status (0 when it has none).</summary>
internal readonly record struct Attempt(object? Outcome, int Status) : IDisposable
{
    /// <summary>A status that counts as a failure.</summary>
    public bool HasFailed => Status >= 400;

    /// <summary>Polly lets go of an outcome that it does not hand on.</summary>
    public void Dispose() => (Outcome as IDisposable)?.Dispose();
}
