using System.Runtime.CompilerServices;

namespace Fleet.Runtime.Testing;

/// <content>Waiting for conditions.</content>
public sealed partial class FleetTestHost
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestVirtual = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Waits until every app is served: it was asked for its subscriptions, actors and bindings. What is published before
    /// an app has ever subscribed, no broker keeps for it.
    /// </summary>
    /// <exception cref="TimeoutException">One is not.</exception>
    public Task ReadyAsync() => UntilAsync(() => Runtime.Sidecars.All(sidecar => sidecar.IsAppReady), expression: "every app is ready");

    /// <summary>
    /// Waits until a condition holds; moves a virtual clock meanwhile, in steps of 50 ms for at most ten minutes of it.
    /// </summary>
    /// <param name="condition">Asked again and again.</param>
    /// <param name="patience">Real time to wait; null: that of the host's options.</param>
    /// <param name="expression">What is waited for, as the exception says it; the compiler fills it in.</param>
    /// <exception cref="TimeoutException">It does not hold; says what was waited for, and calls, queues and breakers at that moment.</exception>
    public Task UntilAsync(Func<bool> condition, TimeSpan? patience = null, [CallerArgumentExpression(nameof(condition))] string expression = "") =>
        UntilAsync(() => Task.FromResult(condition()), patience, expression);

    /// <inheritdoc cref="UntilAsync(Func{bool}, TimeSpan?, string)"/>
    public async Task UntilAsync(Func<Task<bool>> condition, TimeSpan? patience = null, [CallerArgumentExpression(nameof(condition))] string expression = "")
    {
        var time = options.Time as VirtualTime;
        var (began, limit) = (TimeProvider.System.GetTimestamp(), patience ?? options.Patience);
        var start = options.Time.GetUtcNow();
        while (!await condition())
        {
            var virtually = options.Time.GetUtcNow() - start;
            if (TimeProvider.System.GetElapsedTime(began) >= limit || (time is not null && virtually >= LongestVirtual))
                throw new TimeoutException(await WaitReport.WriteAsync(this, expression, TimeProvider.System.GetElapsedTime(began), time is null ? null : virtually));
            time?.Advance(Step);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    /// <summary>Calls of all apps, oldest first.</summary>
    internal IReadOnlyList<AppCall> AllCalls => calls.All;

    /// <summary>What handlers of all apps threw, oldest first.</summary>
    internal IReadOnlyList<AppFailure> AllFailures => failures.All;
}
