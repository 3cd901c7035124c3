namespace Fleet.Simulator.Sending;

/// <summary>Sends the same batch until it arrived, as devices that store and forward do.</summary>
internal sealed class Retry(TimeProvider time, SimulationCounters counters)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>The delivery, and when it was sent if the first attempt succeeded.</summary>
    public async Task<(Delivery Delivery, DateTimeOffset? SentAt)> UntilDoneAsync(Func<CancellationToken, Task<Delivery>> send, CancellationToken cancellation)
    {
        DateTimeOffset? sentAt = time.GetUtcNow();
        for (var pause = Shortest; ; pause = pause * 2 > Longest ? Longest : pause * 2)
        {
            var delivery = await send(cancellation);
            if (delivery.Problem is { } problem)
                counters.Trouble(problem);
            if (delivery.Done)
                return (delivery, sentAt);
            sentAt = null;
            counters.Retried();
            await Task.Delay(pause, time, cancellation);
        }
    }
}
